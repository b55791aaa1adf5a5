import { anchorOf, type Block, plainText } from "@/prisma/seed/demo/book/blocks"
import { parseBlocks } from "@/prisma/seed/demo/book/parse-blocks"
import { readTexts } from "@/prisma/seed/demo/read-source"

/** `number` is null for what stands before the first chapter. `markdown` keeps its title. */
export type Chapter = {
  id: string
  number: number | null
  title: string
  blocks: Block[]
  markdown: string
}

export type Book = {
  title: string
  subtitle: string
  author: string
  publisher: string
  version: string
  /** BCP 47. */
  language: string
  date: Date
  /** URN of the book, the same in every version. */
  identifier: string
  /** A paragraph about rights, for the page behind the title. */
  rights: string
  chapters: Chapter[]
}

/** The chapters of a folder of Markdown files; a name that begins with 00 gets no number. */
export function readChapters(folder: string): Chapter[] {
  return readTexts(folder).map(({ name, text }) => {
    const [first, ...blocks] = parseBlocks(text)
    if (first?.kind !== "heading" || first.level !== 1) {
      throw new Error(`${folder}/${name} must begin with its title.`)
    }
    const title = plainText(first.runs)
    const number = Number.parseInt(name, 10)
    return { id: anchorOf(title), number: number || null, title, blocks, markdown: text }
  })
}

/** "3. Setting a price", or the bare title of a chapter without a number. */
export function numberedTitle(chapter: Chapter): string {
  return chapter.number === null ? chapter.title : `${chapter.number}. ${chapter.title}`
}

/** "14 September 2026", in UTC. */
export function dateInWords(date: Date): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(date)
}
