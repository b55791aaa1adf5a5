import { parseBlocks } from "@/prisma/seed/demo/book/parse-blocks"
import type { DemoProduct } from "@/prisma/seed/demo/demo-product"
import { renderSheetPdf } from "@/prisma/seed/demo/pdf/render-sheet-pdf"
import { readAsset, readText, textBytes } from "@/prisma/seed/demo/read-source"

const slug = "launch-checklist"
const publishedAt = "2026-06-02T08:00:00Z"

/** The free product: one edition with the list as PDF and as Markdown. */
export async function checklist(): Promise<DemoProduct> {
  const markdown = readText(`sheets/${slug}.md`)
  const pdf = await renderSheetPdf({
    title: "Launch checklist",
    author: "Tamsin Orrell",
    subject: "Fifty things to do before, on and after the first day of selling",
    date: new Date(publishedAt),
    blocks: parseBlocks(markdown).slice(1),
  })
  return {
    slug,
    title: "Launch Checklist",
    summary: "Fifty boxes to tick before, on and after the first day of selling. Free.",
    description: readText(`products/${slug}.md`),
    kind: "file",
    people: ["Tamsin Orrell"],
    keywords: ["checklist", "launch", "free", "template", "business"],
    groups: ["handbooks"],
    cover: { name: `${slug}.jpg`, contentType: "image/jpeg", bytes: readAsset(`${slug}.jpg`) },
    coverAlt: "Four lines of a list, three of them ticked, below a blue and white awning.",
    version: "1.1",
    notes: readText(`notes/${slug}.md`),
    publishedAt,
    editions: [
      {
        slug: "launch-checklist-files",
        title: "PDF and Markdown",
        format: "PDF, Markdown",
        prices: [
          { currency: "usd", amount: 0 },
          { currency: "eur", amount: 0 },
          { currency: "jpy", amount: 0 },
        ],
        files: [
          { name: "Launch Checklist.pdf", contentType: "application/pdf", bytes: pdf },
          {
            name: "Launch Checklist.md",
            contentType: "text/markdown",
            bytes: textBytes(markdown),
          },
        ],
      },
    ],
  }
}
