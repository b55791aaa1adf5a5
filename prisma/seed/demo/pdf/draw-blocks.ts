import { type Block, type ListEntry, plainRun, type Run } from "@/prisma/seed/demo/book/blocks"
import type { Line } from "@/prisma/seed/demo/pdf/break-lines"
import { drawTable } from "@/prisma/seed/demo/pdf/draw-table"
import { ensureRoom, leftEdge, type Press, room, textWidth } from "@/prisma/seed/demo/pdf/press"
import { drawLine, setRuns, type Voice } from "@/prisma/seed/demo/pdf/set-runs"

/**
 * Sets blocks one below the other, on as many pages as they need. Headings stay with what follows;
 * a paragraph leaves no single line at the foot or head of a page.
 */
export function drawBlocks(press: Press, blocks: Block[]): void {
  blocks.forEach((block, index) => drawBlock(press, block, blocks[index + 1]))
}

/** Sets lines at `x`, at least two together on either side of a page's end. */
export function drawLines(press: Press, lines: Line[], voice: Voice, indent: number): void {
  const step = voice.size * press.theme.leading
  lines.forEach((line, index) => {
    const left = lines.length - index
    const together = index === 0 || left === 2 ? Math.min(2, left) : 1
    ensureRoom(press, step * (left === 3 && index === 0 ? 3 : together))
    drawLine(press, line, voice, leftEdge(press) + indent, press.y + voice.size)
    press.y += step
  })
}

/** The voice of running text. */
export function bodyVoice(press: Press): Voice {
  return { family: "serif", size: press.theme.body, color: press.theme.ink }
}

function drawBlock(press: Press, block: Block, next: Block | undefined): void {
  const voice = bodyVoice(press)
  const gap = voice.size * 0.62
  switch (block.kind) {
    case "heading":
      return drawHeading(press, block.runs, block.level)
    case "paragraph": {
      const lines = setRuns(press, block.runs, voice, textWidth(press))
      // A line that leads into a list or table does not stay behind alone.
      if (next && next.kind !== "paragraph" && lines.length <= 3) {
        ensureRoom(press, voice.size * press.theme.leading * (lines.length + 2) + gap)
      }
      drawLines(press, lines, voice, 0)
      press.y += gap
      return
    }
    case "list":
      block.entries.forEach((entry, index) =>
        drawEntry(press, entry, block.ordered ? `${index + 1}.` : "•"),
      )
      press.y += gap * 0.6
      return
    case "quote":
      return drawQuote(press, block.paragraphs)
    case "code":
      return drawCode(press, block.lines)
    case "table":
      return drawTable(press, block.header, block.rows)
  }
}

function drawHeading(press: Press, runs: Run[], level: number): void {
  const { theme } = press
  const size = level <= 2 ? theme.section : theme.body
  const voice: Voice = { family: "sans", size, color: theme.ink }
  const bold = runs.map((run) => ({ ...run, bold: true }))
  const lines = setRuns(press, bold, voice, textWidth(press))
  const atTop = press.y <= theme.margin.top
  const above = atTop ? 0 : size * 1.25
  ensureRoom(press, above + lines.length * size * theme.leading + theme.body * 7)
  press.y += press.y <= theme.margin.top ? 0 : above
  drawLines(press, lines, voice, 0)
  press.y += size * 0.25
}

function drawEntry(press: Press, entry: ListEntry, marker: string): void {
  const { theme, doc } = press
  const voice = bodyVoice(press)
  const indent = theme.body * 1.75
  const lines = setRuns(press, entry.runs, voice, textWidth(press) - indent)
  ensureRoom(press, voice.size * theme.leading * Math.min(2, lines.length))
  const baseline = press.y + voice.size
  if (entry.checked === null) {
    const quiet = { ...voice, color: theme.accent }
    drawLine(press, [plainRun(marker)], quiet, leftEdge(press) + theme.body * 0.3, baseline)
  } else {
    const side = theme.body * 0.78
    doc.lineWidth(0.8).strokeColor(theme.quiet)
    doc.roundedRect(leftEdge(press), baseline - side * 0.88, side, side, 1.5).stroke()
  }
  drawLines(press, lines, voice, indent)
  press.y += theme.body * 0.28
}

function drawQuote(press: Press, paragraphs: Run[][]): void {
  const { theme, doc } = press
  const voice: Voice = { family: "serif", size: theme.body * 1.12, color: theme.ink }
  const indent = theme.body * 1.4
  const slanted = paragraphs.map((runs) => runs.map((run) => ({ ...run, italic: !run.italic })))
  const lines = slanted.flatMap((runs) => setRuns(press, runs, voice, textWidth(press) - indent))
  const height = lines.length * voice.size * theme.leading
  ensureRoom(press, height + theme.body * 1.5)
  press.y += theme.body * 0.6
  doc.rect(leftEdge(press), press.y, 2, height).fill(theme.accent)
  drawLines(press, lines, voice, indent)
  press.y += theme.body * 1.1
}

function drawCode(press: Press, source: string[]): void {
  const { theme, doc } = press
  const voice: Voice = { family: "serif", size: theme.code / 0.87, color: theme.ink }
  const inset = theme.body * 0.8
  const width = textWidth(press) - 2 * inset
  const lines = source.flatMap((text) => {
    // A no-break space keeps the alignment of columns through line breaking.
    const kept = { ...plainRun(text.replace(/ (?= )|^ /g, "\u00a0")), code: true }
    const broken = setRuns(press, [kept], voice, width)
    return broken.length > 0 ? broken : [[plainRun("")]]
  })
  const step = theme.code * 1.4
  const height = lines.length * step + 2 * inset
  if (room(press) < height) ensureRoom(press, height)
  doc.roundedRect(leftEdge(press), press.y, textWidth(press), height, 3).fill(theme.tint)
  lines.forEach((line, index) => {
    const baseline = press.y + inset + index * step + theme.code
    drawLine(press, line, voice, leftEdge(press) + inset, baseline)
  })
  press.y += height + theme.body * 0.9
}
