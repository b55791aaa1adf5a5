import { plainRun, plainText } from "@/prisma/seed/demo/book/blocks"
import type { Book } from "@/prisma/seed/demo/book/book"
import { leftEdge, type Press, textWidth } from "@/prisma/seed/demo/pdf/press"
import type { ChapterPages } from "@/prisma/seed/demo/pdf/render-book-pdf"
import { drawLine, measureIn, type Voice } from "@/prisma/seed/demo/pdf/set-runs"

type Entry = { title: string; sections: string[]; id: string; number: number | null }

/** How many pages the contents need; known before any chapter is set. */
export function contentsPages(press: Press, book: Book): number {
  return paginate(press, book).length
}

/** Fills the pages that were kept free from `first` on, once the chapters' pages are known. */
export function drawContents(press: Press, book: Book, starts: ChapterPages, first: number): void {
  paginate(press, book).forEach((entries, index) => {
    press.doc.switchToPage(first + index)
    drawPage(press, entries, starts, first + index, index === 0)
  })
}

function drawPage(
  press: Press,
  entries: Entry[],
  starts: ChapterPages,
  page: number,
  isFirst: boolean,
): void {
  const { theme, doc } = press
  const left = leftEdge(press, page)
  const width = textWidth(press)
  const large: Voice = { family: "serif", size: theme.chapter, color: theme.ink }
  const voice: Voice = { family: "serif", size: theme.body, color: theme.ink }
  const measure = measureIn(press, voice)
  let y = theme.margin.top
  if (isFirst) {
    drawLine(press, [plainRun("Contents")], large, left, y + theme.chapter)
    y += titleHeight(press)
  }
  for (const entry of entries) {
    const baseline = y + theme.body
    const number = String((starts.get(entry.id) ?? 0) + 1)
    const indent = theme.body * 2
    if (entry.number !== null) {
      const accent = { ...voice, color: theme.accent }
      drawLine(press, [plainRun(String(entry.number))], accent, left, baseline)
    }
    const bold = { ...plainRun(entry.title), bold: true }
    drawLine(press, [bold], voice, left + indent, baseline)
    const numberWidth = measure(number, plainRun(number))
    drawLine(press, [plainRun(number)], voice, left + width - numberWidth, baseline)
    doc.goTo(left, y, width, theme.body * 1.3, entry.id)
    y += chapterStep(press)
    const quiet: Voice = { family: "serif", size: theme.small, color: theme.quiet }
    for (const line of sectionLines(press, entry)) {
      drawLine(press, [plainRun(line)], quiet, left + indent, y + theme.small - 1)
      y += theme.small * 1.3
    }
    y += theme.body * 0.55
  }
}

/** Sections run on, one after the other, between chapter title and the next chapter. */
function sectionLines(press: Press, entry: Entry): string[] {
  const voice: Voice = { family: "serif", size: press.theme.small, color: press.theme.quiet }
  const measure = measureIn(press, voice)
  const width = textWidth(press) - press.theme.body * 5
  const lines: string[] = []
  for (const section of entry.sections) {
    const last = lines.at(-1)
    const joined = last === undefined ? section : `${last} · ${section}`
    if (last === undefined || measure(joined, plainRun(joined)) > width) lines.push(section)
    else lines[lines.length - 1] = joined
  }
  return lines
}

function paginate(press: Press, book: Book): Entry[][] {
  const { theme } = press
  const full = theme.paper.height - theme.margin.top - theme.margin.bottom
  const pages: Entry[][] = []
  let page: Entry[] = []
  let left = full - titleHeight(press)
  for (const entry of entriesOf(book)) {
    const lines = sectionLines(press, entry).length
    const height = chapterStep(press) + lines * theme.small * 1.3 + theme.body * 0.55
    if (height > left) {
      pages.push(page)
      page = []
      left = full
    }
    page.push(entry)
    left -= height
  }
  pages.push(page)
  return pages
}

function entriesOf(book: Book): Entry[] {
  return book.chapters.map((chapter) => ({
    id: chapter.id,
    number: chapter.number,
    title: chapter.title,
    sections: chapter.blocks.flatMap((block) =>
      block.kind === "heading" && block.id !== "do-this-week" ? [plainText(block.runs)] : [],
    ),
  }))
}

function titleHeight(press: Press): number {
  return press.theme.chapter * 2
}

function chapterStep(press: Press): number {
  return press.theme.body * 1.35
}
