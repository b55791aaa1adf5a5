import { plainRun, type Run } from "@/prisma/seed/demo/book/blocks"
import { breakLines, type Line, type Measure } from "@/prisma/seed/demo/pdf/break-lines"
import type { Press } from "@/prisma/seed/demo/pdf/press"

/** A family of type, its size in points and its colour. */
export type Voice = { family: "serif" | "sans"; size: number; color: string }

const widths = new Map<string, number>()

/** Lines of `runs` in this voice, at most `width` points wide. */
export function setRuns(press: Press, runs: Run[], voice: Voice, width: number): Line[] {
  const shown = press.theme.writtenLinks ? runs.flatMap(withWrittenAddress) : runs
  return breakLines(shown, width, measureIn(press, voice))
}

/** Measures text in this voice; widths are remembered, for they are asked for again and again. */
export function measureIn(press: Press, voice: Voice): Measure {
  return (text, style) => {
    const font = fontOf(style, voice)
    const size = sizeOf(style, voice)
    const key = `${font}\n${text}`
    let width = widths.get(key)
    if (width === undefined) {
      width = press.doc.font(font).fontSize(1000).widthOfString(text) / 1000
      widths.set(key, width)
    }
    return width * size
  }
}

/** Draws one line with its baseline at `baseline`. Links work where their target exists. */
export function drawLine(
  press: Press,
  line: Line,
  voice: Voice,
  x: number,
  baseline: number,
): void {
  const { doc } = press
  const measure = measureIn(press, voice)
  let at = x
  for (const run of line) {
    const width = measure(run.text, run)
    const target = run.href ? linkTarget(press, run.href) : null
    const linked = target !== null && !press.theme.writtenLinks
    doc
      .font(fontOf(run, voice))
      .fontSize(sizeOf(run, voice))
      .fillColor(linked ? press.theme.accent : voice.color)
      .text(run.text, at, baseline, { lineBreak: false, baseline: "alphabetic" })
    const top = baseline - voice.size * 0.8
    if (target?.kind === "page") doc.goTo(at, top, width, voice.size * 1.1, target.name)
    if (target?.kind === "address") doc.link(at, top, width, voice.size * 1.1, target.url)
    at += width
  }
}

type Target = { kind: "page"; name: string } | { kind: "address"; url: string }

function linkTarget(press: Press, href: string): Target | null {
  if (!href.startsWith("#")) return { kind: "address", url: href }
  const name = href.slice(1)
  return press.anchors.has(name) ? { kind: "page", name } : null
}

function withWrittenAddress(run: Run): Run[] {
  if (!run.href || run.href.startsWith("#")) return [run]
  const address = run.href.replace(/^https?:\/\/(www\.)?/, "")
  return [run, { ...plainRun(` (${address})`), italic: run.italic }]
}

function fontOf(style: Run, voice: Voice): string {
  if (style.code) return style.bold ? "Courier-Bold" : "Courier"
  if (voice.family === "sans") {
    if (style.bold) return style.italic ? "Helvetica-BoldOblique" : "Helvetica-Bold"
    return style.italic ? "Helvetica-Oblique" : "Helvetica"
  }
  if (style.bold) return style.italic ? "Times-BoldItalic" : "Times-Bold"
  return style.italic ? "Times-Italic" : "Times-Roman"
}

/** Courier looks larger than its neighbours at the same size. */
function sizeOf(style: Run, voice: Voice): number {
  return style.code ? voice.size * 0.87 : voice.size
}
