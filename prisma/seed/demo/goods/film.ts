import type { DemoProduct } from "@/prisma/seed/demo/demo-product"
import { readAsset, readText, textBytes } from "@/prisma/seed/demo/read-source"

const slug = "how-a-download-is-delivered"

/** The film, with its captions and its chapters as files of their own. */
export function film(): DemoProduct {
  return {
    slug,
    title: "How a Download Is Delivered",
    summary: "A quiet film of thirty-two seconds about what happens after the button.",
    description: readText(`products/${slug}.md`),
    kind: "video",
    people: ["Noor Saltvik"],
    keywords: ["film", "animation", "explainer", "delivery", "short"],
    groups: ["films"],
    cover: { name: `${slug}.jpg`, contentType: "image/jpeg", bytes: readAsset(`${slug}.jpg`) },
    coverAlt: "A train of yellow dots runs between two white sheets at night, below an awning.",
    version: "1.0",
    notes: readText(`notes/${slug}.md`),
    publishedAt: "2026-08-18T08:00:00Z",
    editions: [
      {
        slug: "film-webm",
        title: "Film with captions",
        format: "WebM video",
        prices: [
          { currency: "usd", amount: 400 },
          { currency: "eur", amount: 400 },
          { currency: "jpy", amount: 600 },
        ],
        files: [
          {
            name: "How a Download Is Delivered.webm",
            contentType: "video/webm",
            bytes: readAsset(`${slug}.webm`),
          },
          {
            name: "How a Download Is Delivered.en.vtt",
            contentType: "text/vtt",
            bytes: textBytes(readText("films/captions.vtt")),
          },
          {
            name: "How a Download Is Delivered.en.chapters.vtt",
            contentType: "text/vtt",
            bytes: textBytes(readText("films/chapters.vtt")),
          },
        ],
      },
    ],
  }
}
