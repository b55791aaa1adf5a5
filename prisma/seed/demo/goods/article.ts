import type { DemoProduct } from "@/prisma/seed/demo/demo-product"
import { readAsset, readText, textBytes } from "@/prisma/seed/demo/read-source"

const slug = "a-price-has-no-decimal-point"

/** The paid article; its own currency is the yen. */
export function article(): DemoProduct {
  return {
    slug,
    title: "A Price Has No Decimal Point",
    summary: "An essay about the smallest mistake in software that sells things.",
    description: readText(`products/${slug}.md`),
    kind: "article",
    people: ["Hanae Mirell"],
    keywords: ["essay", "money", "currencies", "yen", "rounding", "software"],
    groups: ["articles"],
    cover: { name: `${slug}.jpg`, contentType: "image/jpeg", bytes: readAsset(`${slug}.jpg`) },
    coverAlt: "Three stacks of coins and one more coin above them, below a purple awning.",
    version: "1.1",
    notes: readText(`notes/${slug}.md`),
    publishedAt: "2026-07-07T08:00:00Z",
    editions: [
      {
        slug: "article-no-decimal-point",
        title: "Article",
        format: "Article",
        prices: [
          { currency: "jpy", amount: 450 },
          { currency: "usd", amount: 300 },
          { currency: "eur", amount: 300 },
        ],
        files: [
          {
            name: "A Price Has No Decimal Point.md",
            contentType: "text/markdown",
            bytes: textBytes(readText(`sheets/${slug}.md`)),
          },
        ],
      },
    ],
  }
}
