import { type Book, readChapters } from "@/prisma/seed/demo/book/book"
import { renderEpub } from "@/prisma/seed/demo/book/render-epub"
import { renderHtml } from "@/prisma/seed/demo/book/render-html"
import { renderMarkdown } from "@/prisma/seed/demo/book/render-markdown"
import { sampleOf } from "@/prisma/seed/demo/book/sample"
import type { DemoFile, DemoPrice, DemoProduct } from "@/prisma/seed/demo/demo-product"
import { renderBookPdf } from "@/prisma/seed/demo/pdf/render-book-pdf"
import { printTheme, screenTheme } from "@/prisma/seed/demo/pdf/theme"
import { readAsset, readText } from "@/prisma/seed/demo/read-source"

const slug = "selling-digital-goods"
const version = "1.2"
const publishedAt = "2026-10-20T08:00:00Z"

/** The handbook: one text, five paid editions and a free sample. */
export async function handbook(): Promise<DemoProduct> {
  const book = readBook()
  const cover = readAsset(`${slug}-portrait.jpg`)
  const name = `${book.title} ${version}`
  const screen = await renderBookPdf(book, screenTheme, cover)
  const print = await renderBookPdf(book, printTheme, null)
  const sample = await renderBookPdf(sampleOf(book), screenTheme, cover)
  return {
    slug,
    title: book.title,
    summary: "A working handbook for people who sell files: prices, delivery, mail, refunds.",
    description: readText(`products/${slug}.md`),
    kind: "file",
    people: [book.author],
    keywords: ["handbook", "ebook", "business", "pricing", "delivery", "refunds", "guide"],
    groups: ["handbooks"],
    cover: { name: `${slug}.jpg`, contentType: "image/jpeg", bytes: readAsset(`${slug}.jpg`) },
    coverAlt: "An open book with a yellow sun on its left page, below a red and white awning.",
    version,
    notes: readText(`notes/${slug}.md`),
    publishedAt,
    editions: [
      {
        slug: "handbook-pdf",
        title: "PDF for the screen",
        format: "PDF",
        prices: prices(2400, 2200, 3600),
        files: [pdf(`${name}.pdf`, screen)],
      },
      {
        slug: "handbook-epub",
        title: "EPUB for phones and readers",
        format: "EPUB",
        prices: prices(2100, 1900, 3100),
        files: [
          {
            name: `${name} - ${book.author}.epub`,
            contentType: "application/epub+zip",
            bytes: renderEpub(book, cover),
          },
        ],
      },
      {
        slug: "handbook-html",
        title: "HTML for a browser without a network",
        format: "HTML",
        prices: prices(1800, 1700, 2700),
        files: [
          {
            name: `${slug}-${version}-html.zip`,
            contentType: "application/zip",
            bytes: renderHtml(book, cover),
          },
        ],
      },
      {
        slug: "handbook-markdown",
        title: "Markdown for your own tools",
        format: "Markdown",
        prices: prices(1500, 1400, 2200),
        files: [{ name: `${name}.md`, contentType: "text/markdown", bytes: renderMarkdown(book) }],
      },
      {
        slug: "handbook-print",
        title: "A5 for printing and binding",
        format: "PDF, A5",
        prices: prices(2900, 2700, 4300),
        files: [pdf(`${name} — A5 for printing.pdf`, print)],
      },
      {
        slug: "handbook-sample",
        title: "The first chapter",
        format: "PDF",
        isSample: true,
        prices: prices(0, 0, 0),
        files: [pdf(`${book.title} - first chapter.pdf`, sample)],
      },
    ],
  }
}

function readBook(): Book {
  return {
    title: "Selling Digital Goods",
    subtitle: "A working handbook for people who sell files",
    author: "Tamsin Orrell",
    publisher: "Kiosk Press",
    version,
    language: "en-GB",
    date: new Date(publishedAt),
    identifier: "urn:uuid:6f0c2d1e-7b54-4a8f-9d3a-51c7e2b90a46",
    rights: "© 2026 Tamsin Orrell. This copy is for its buyer; please do not pass it on.",
    chapters: readChapters("handbook"),
  }
}

/** Amounts in cents, cents and whole yen. */
function prices(usd: number, eur: number, jpy: number): DemoPrice[] {
  return [
    { currency: "usd", amount: usd },
    { currency: "eur", amount: eur },
    { currency: "jpy", amount: jpy },
  ]
}

function pdf(name: string, bytes: Uint8Array): DemoFile {
  return { name, contentType: "application/pdf", bytes }
}
