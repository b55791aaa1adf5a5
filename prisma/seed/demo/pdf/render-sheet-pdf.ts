import type { Block } from "@/prisma/seed/demo/book/blocks"
import { plainRun } from "@/prisma/seed/demo/book/blocks"
import { drawBlocks, drawLines } from "@/prisma/seed/demo/pdf/draw-blocks"
import { addPage, finishPress, startPress, textWidth } from "@/prisma/seed/demo/pdf/press"
import { setRuns, type Voice } from "@/prisma/seed/demo/pdf/set-runs"
import { screenTheme, type Theme } from "@/prisma/seed/demo/pdf/theme"

export type Sheet = {
  title: string
  author: string
  subject: string
  date: Date
  blocks: Block[]
}

/** Smaller and closer than a book: a list is looked at, not read. */
const sheetTheme: Theme = {
  ...screenTheme,
  margin: { top: 52, bottom: 48, inner: 76, outer: 76 },
  body: 10.4,
  section: 11.4,
  chapter: 26,
  leading: 1.3,
}

/** A few pages under one title, as PDF: for lists and other short things. */
export async function renderSheetPdf(sheet: Sheet): Promise<Uint8Array> {
  const { title, author, subject, date } = sheet
  const press = startPress({ theme: sheetTheme, title, author, subject, date })
  addPage(press, { header: null, footer: true })
  const large: Voice = { family: "serif", size: sheetTheme.chapter, color: sheetTheme.ink }
  drawLines(press, setRuns(press, [plainRun(title)], large, textWidth(press)), large, 0)
  press.y += sheetTheme.body
  drawBlocks(press, sheet.blocks)
  return finishPress(press)
}
