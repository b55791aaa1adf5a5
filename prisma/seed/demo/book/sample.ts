import { plainRun } from "@/prisma/seed/demo/book/blocks"
import { type Book, numberedTitle } from "@/prisma/seed/demo/book/book"

/** The book as far as the end of its first chapter, and a page that lists the rest. */
export function sampleOf(book: Book): Book {
  const end = book.chapters.findIndex((chapter) => chapter.number === 1) + 1
  const rest = book.chapters.slice(end)
  return {
    ...book,
    title: `${book.title}: the first chapter`,
    rights: `© 2026 ${book.author}. This sample is free; pass it on as it is, to anybody.`,
    chapters: [
      ...book.chapters.slice(0, end),
      {
        id: "the-other-chapters",
        number: null,
        title: "The other chapters",
        markdown: "",
        blocks: [
          {
            kind: "paragraph",
            runs: [plainRun("Here the sample ends. The whole handbook goes on with:")],
          },
          {
            kind: "list",
            ordered: false,
            entries: rest.map((chapter) => ({
              runs: [plainRun(numberedTitle(chapter))],
              checked: null,
            })),
          },
          {
            kind: "paragraph",
            runs: [
              plainRun(
                "There are five editions: PDF, A5 for printing, EPUB, HTML and Markdown. You find them where you found this sample.",
              ),
            ],
          },
        ],
      },
    ],
  }
}
