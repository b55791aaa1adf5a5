import type { Run } from "@/prisma/seed/demo/book/blocks"

/** Width of a text in the style of its run, in points. */
export type Measure = (text: string, style: Run) => number

/** Text that cannot be broken: "*word*," is two fragments. */
type Piece = { fragments: Run[]; width: number; spaceBefore: boolean }

/** One line: stretches of one style each, ready to be drawn one after the other. */
export type Line = Run[]

/**
 * Breaks runs into lines of at most `width` points. Lines break at spaces and after hyphens and
 * slashes; only a piece that is longer than a whole line is cut anywhere.
 */
export function breakLines(runs: Run[], width: number, measure: Measure): Line[] {
  const lines: Line[] = []
  let line: Line = []
  let used = 0
  for (const piece of toPieces(runs, measure).flatMap((p) => cutLong(p, width, measure))) {
    const space = line.length > 0 && piece.spaceBefore ? spaceWidth(piece, measure) : 0
    if (line.length > 0 && used + space + piece.width > width) {
      lines.push(line)
      line = []
      used = 0
    }
    const gap = line.length > 0 && piece.spaceBefore
    used += (gap ? space : 0) + piece.width
    append(line, piece, gap)
  }
  if (line.length > 0) lines.push(line)
  return lines
}

/** Width of the longest piece, below which a column would have to cut words. */
export function longestPiece(runs: Run[], measure: Measure): number {
  return Math.max(0, ...toPieces(runs, measure).map((piece) => piece.width))
}

function toPieces(runs: Run[], measure: Measure): Piece[] {
  const pieces: Piece[] = []
  let spaceBefore = false
  let glue = false
  for (const run of runs) {
    for (const part of run.text.split(/(\s+)/)) {
      if (part === "") continue
      if (/^\s/.test(part)) {
        spaceBefore = true
        glue = false
        continue
      }
      for (const text of part.split(/(?<=\p{L}[-–—/])(?=\p{L})/u)) {
        const fragment = { ...run, text }
        const last = pieces.at(-1)
        if (glue && last) {
          last.fragments.push(fragment)
          last.width += measure(text, run)
        } else {
          pieces.push({ fragments: [fragment], width: measure(text, run), spaceBefore })
        }
        spaceBefore = false
        glue = false
      }
      glue = true
    }
  }
  return pieces
}

function cutLong(piece: Piece, width: number, measure: Measure): Piece[] {
  const [fragment] = piece.fragments
  if (piece.width <= width || !fragment) return [piece]
  const whole = piece.fragments.map((f) => f.text).join("")
  const fit = Math.max(1, Math.floor((whole.length * width) / piece.width) - 1)
  const cuts: Piece[] = []
  for (let start = 0; start < whole.length; start += fit) {
    const text = whole.slice(start, start + fit)
    const spaceBefore = start === 0 && piece.spaceBefore
    cuts.push({ fragments: [{ ...fragment, text }], width: measure(text, fragment), spaceBefore })
  }
  return cuts
}

function spaceWidth(piece: Piece, measure: Measure): number {
  const [fragment] = piece.fragments
  return fragment ? measure(" ", fragment) : 0
}

function append(line: Line, piece: Piece, gap: boolean): void {
  piece.fragments.forEach((fragment, index) => {
    const text = gap && index === 0 ? ` ${fragment.text}` : fragment.text
    const last = line.at(-1)
    if (last && sameStyle(last, fragment)) last.text += text
    else line.push({ ...fragment, text })
  })
}

function sameStyle(a: Run, b: Run): boolean {
  return a.bold === b.bold && a.italic === b.italic && a.code === b.code && a.href === b.href
}
