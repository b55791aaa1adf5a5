import { plainRun } from "@/prisma/seed/demo/book/blocks"
import { type Book, type Chapter, dateInWords } from "@/prisma/seed/demo/book/book"
import { bodyVoice, drawBlocks, drawLines } from "@/prisma/seed/demo/pdf/draw-blocks"
import { contentsPages, drawContents } from "@/prisma/seed/demo/pdf/draw-contents"
import {
  addOpeningPage,
  addPage,
  finishPress,
  leftEdge,
  type Press,
  startPress,
  textWidth,
} from "@/prisma/seed/demo/pdf/press"
import { setRuns, type Voice } from "@/prisma/seed/demo/pdf/set-runs"
import type { Theme } from "@/prisma/seed/demo/pdf/theme"

/** The first page of each chapter, from 0, by the chapter's id. */
export type ChapterPages = Map<string, number>

/**
 * The book as PDF: title, imprint, contents with page numbers, chapters, and an outline. The cover
 * picture goes on the title page; without one the title page is set in type alone.
 */
export async function renderBookPdf(
  book: Book,
  theme: Theme,
  coverJpeg: Uint8Array | null,
): Promise<Uint8Array> {
  const press = startPress({
    theme,
    title: book.title,
    author: book.author,
    subject: book.subtitle,
    date: book.date,
    anchors: new Set(book.chapters.map((chapter) => chapter.id)),
  })
  if (coverJpeg) drawCover(press, coverJpeg)
  drawTitle(press, book)
  drawImprint(press, book)
  const firstOfContents = press.pages.length + (opensEven(press) ? 1 : 0)
  for (let n = 0; n < contentsPages(press, book); n += 1) {
    const mark = { header: n === 0 ? null : "Contents", footer: true }
    if (n === 0) addOpeningPage(press, mark)
    else addPage(press, mark)
    if (n === 0) press.doc.outline.addItem("Contents")
  }
  const starts: ChapterPages = new Map()
  for (const chapter of book.chapters) drawChapter(press, chapter, starts)
  drawContents(press, book, starts, firstOfContents)
  return finishPress(press)
}

function opensEven(press: Press): boolean {
  return press.theme.twoSided && press.pages.length % 2 === 1
}

function drawCover(press: Press, jpeg: Uint8Array): void {
  addPage(press, { header: null, footer: false })
  const { width, height } = press.theme.paper
  press.doc.image(Buffer.from(jpeg), 0, 0, {
    cover: [width, height],
    align: "center",
    valign: "center",
  })
  press.doc.outline.addItem("Cover")
}

function drawTitle(press: Press, book: Book): void {
  const { theme } = press
  addOpeningPage(press, { header: null, footer: false })
  const large: Voice = { family: "serif", size: theme.chapter * 1.45, color: theme.ink }
  const slanted: Voice = { family: "serif", size: theme.body * 1.35, color: theme.quiet }
  const name: Voice = { family: "sans", size: theme.body, color: theme.ink }
  const width = textWidth(press)
  press.y = theme.paper.height * 0.26
  drawTight(press, book.title, large, width)
  press.y += theme.body * 1.2
  const subtitle = [{ ...plainRun(book.subtitle), italic: true }]
  drawLines(press, setRuns(press, subtitle, slanted, width * 0.85), slanted, 0)
  press.y += theme.body * 2
  press.doc.rect(leftEdge(press), press.y, theme.body * 3, 2).fill(theme.accent)
  press.y += theme.body * 2
  drawLines(press, setRuns(press, [plainRun(book.author)], name, width), name, 0)
  press.y = theme.paper.height - theme.margin.bottom - theme.body * 1.5
  const quiet = { ...name, size: theme.small, color: theme.quiet }
  drawLines(press, [[plainRun(book.publisher)]], quiet, 0)
}

function drawImprint(press: Press, book: Book): void {
  const { theme } = press
  addPage(press, { header: null, footer: false })
  const voice: Voice = { family: "serif", size: theme.small + 0.5, color: theme.quiet }
  const paragraphs = [
    book.title,
    `${book.author}. Published by ${book.publisher}.`,
    `Version ${book.version}, ${dateInWords(book.date)}.`,
    book.rights,
    "Nothing in this book is legal or tax advice.",
  ]
  const set = paragraphs.map((text) => setRuns(press, [plainRun(text)], voice, textWidth(press)))
  const step = voice.size * theme.leading
  const height = set.flat().length * step + set.length * step * 0.5
  press.y = theme.paper.height - theme.margin.bottom - height
  for (const lines of set) {
    drawLines(press, lines, voice, 0)
    press.y += step * 0.5
  }
}

function drawChapter(press: Press, chapter: Chapter, starts: ChapterPages): void {
  const { theme, doc } = press
  press.header = chapter.title
  addOpeningPage(press, { header: null, footer: true })
  starts.set(chapter.id, press.pages.length - 1)
  doc.addNamedDestination(chapter.id)
  const label = chapter.number === null ? chapter.title : `${chapter.number}  ${chapter.title}`
  doc.outline.addItem(label)
  press.y = theme.paper.height * 0.15
  if (chapter.number !== null) {
    const small: Voice = { family: "sans", size: theme.small, color: theme.accent }
    drawLines(press, [[plainRun(`Chapter ${chapter.number}`)]], small, 0)
    press.y += theme.body * 0.4
  }
  const large: Voice = { family: "serif", size: theme.chapter, color: theme.ink }
  drawTight(press, chapter.title, large, textWidth(press))
  press.y += bodyVoice(press).size * 2.4
  drawBlocks(press, chapter.blocks)
}

/** A title: its lines closer together than running text. */
function drawTight(press: Press, text: string, voice: Voice, width: number): void {
  for (const line of setRuns(press, [plainRun(text)], voice, width)) {
    drawLines(press, [line], voice, 0)
    press.y -= voice.size * (press.theme.leading - 1.12)
  }
}
