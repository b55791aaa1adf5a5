import { plainText, type Run } from "@/prisma/seed/demo/book/blocks"
import { type Line, longestPiece } from "@/prisma/seed/demo/pdf/break-lines"
import { ensureRoom, leftEdge, type Press, textWidth } from "@/prisma/seed/demo/pdf/press"
import { drawLine, measureIn, setRuns, type Voice } from "@/prisma/seed/demo/pdf/set-runs"

type Column = { x: number; width: number; numeric: boolean }
type Row = { cells: Line[][]; height: number }

/** Sets a table; rows stay whole, and the head comes again on every page. */
export function drawTable(press: Press, header: Run[][], rows: Run[][][]): void {
  const { theme } = press
  const bold = header.map((cell) => cell.map((run) => ({ ...run, bold: true })))
  const headVoice: Voice = { family: "sans", size: theme.small - 0.6, color: theme.ink }
  const voice: Voice = { family: "serif", size: theme.small + 0.6, color: theme.ink }
  const columns = layColumns(press, bold, rows, headVoice, voice)
  const setRow = (cells: Run[][], using: Voice): Row => {
    const set = columns.map((column, i) => setRuns(press, cells[i] ?? [], using, column.width))
    const lines = Math.max(1, ...set.map((cell) => cell.length))
    return { cells: set, height: lines * using.size * 1.28 + theme.body * 0.66 }
  }
  const head = setRow(bold, headVoice)
  const body = rows.map((row) => setRow(row, voice))

  press.y += theme.body * 0.3
  ensureRoom(press, head.height + (body[0]?.height ?? 0) + (body[1]?.height ?? 0))
  drawRow(press, head, columns, headVoice, 1)
  for (const row of body) {
    const page = press.pages.length
    ensureRoom(press, row.height)
    if (press.pages.length > page) drawRow(press, head, columns, headVoice, 1)
    drawRow(press, row, columns, voice, 0.5)
  }
  press.y += theme.body * 1.1
}

function drawRow(press: Press, row: Row, columns: Column[], voice: Voice, rule: number): void {
  const { theme, doc } = press
  const left = leftEdge(press)
  const measure = measureIn(press, voice)
  columns.forEach((column, index) => {
    row.cells[index]?.forEach((line, number) => {
      const width = line.reduce((sum, run) => sum + measure(run.text, run), 0)
      const slack = column.numeric ? column.width - width : 0
      const baseline = press.y + theme.body * 0.3 + voice.size + number * voice.size * 1.28
      drawLine(press, line, voice, left + column.x + slack, baseline)
    })
  })
  press.y += row.height
  doc.lineWidth(rule).strokeColor(rule === 1 ? theme.quiet : theme.line)
  doc
    .moveTo(left, press.y)
    .lineTo(left + textWidth(press), press.y)
    .stroke()
}

/**
 * Columns get what they would like when there is enough; otherwise each gets its longest word, and
 * the rest is shared in proportion to what they would have liked.
 */
function layColumns(
  press: Press,
  header: Run[][],
  rows: Run[][][],
  headVoice: Voice,
  voice: Voice,
): Column[] {
  const gutter = press.theme.body * 1.1
  const available = textWidth(press) - gutter * (header.length - 1)
  const inHead = measureIn(press, headVoice)
  const inBody = measureIn(press, voice)
  const wishes = header.map((title, index) => {
    const cells = rows.map((row) => row[index] ?? [])
    const whole = (runs: Run[], measure: typeof inBody) =>
      runs.reduce((sum, run) => sum + measure(run.text, run), 0)
    return {
      least: Math.max(
        longestPiece(title, inHead),
        ...cells.map((cell) => longestPiece(cell, inBody)),
      ),
      most: Math.max(whole(title, inHead), ...cells.map((cell) => whole(cell, inBody))) + 0.5,
      numeric: cells.every((cell) => /^[-\d.,]+( %)?$/.test(plainText(cell))),
    }
  })
  const least = sum(wishes.map((wish) => wish.least))
  const most = sum(wishes.map((wish) => wish.most))
  const share = Math.min(1, Math.max(0, (available - least) / Math.max(1, most - least)))
  const spare = most < available ? (available - most) / header.length : 0
  let x = 0
  return wishes.map((wish) => {
    const width = wish.least + (wish.most - wish.least) * share + spare
    const column = { x, width, numeric: wish.numeric }
    x += width + gutter
    return column
  })
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
