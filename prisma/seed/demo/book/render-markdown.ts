import type { Book } from "@/prisma/seed/demo/book/book"
import { textBytes } from "@/prisma/seed/demo/read-source"

/** The whole book as one Markdown file with YAML front matter. */
export function renderMarkdown(book: Book): Uint8Array {
  const frontMatter = [
    "---",
    `title: ${JSON.stringify(book.title)}`,
    `subtitle: ${JSON.stringify(book.subtitle)}`,
    `author: ${JSON.stringify(book.author)}`,
    `publisher: ${JSON.stringify(book.publisher)}`,
    `version: ${JSON.stringify(book.version)}`,
    `date: ${book.date.toISOString().slice(0, 10)}`,
    `lang: ${book.language}`,
    `rights: ${JSON.stringify(book.rights)}`,
    "---",
  ].join("\n")
  const contents = book.chapters.map((chapter) => `- [${chapter.title}](#${chapter.id})`)
  const body = book.chapters.map((chapter) => chapter.markdown)
  return textBytes([frontMatter, contents.join("\n"), ...body].join("\n\n"))
}
