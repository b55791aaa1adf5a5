import type { DemoEdition, DemoProduct } from "@/prisma/seed/demo/demo-product"
import { drawIcon, drawSprite } from "@/prisma/seed/demo/icons/draw-icon"
import { previewSheet } from "@/prisma/seed/demo/icons/preview-sheet"
import { readDrawings } from "@/prisma/seed/demo/icons/read-drawings"
import { readAsset, readText, textBytes } from "@/prisma/seed/demo/read-source"
import { type ZipEntry, zipFiles } from "@/prisma/seed/demo/zip-files"

const slug = "one-dot-icons"
const version = "2.0"
const publishedAt = "2026-09-22T08:00:00Z"

type Licence = "personal" | "commercial"

/** The icon pack: the same drawings under two licences. */
export function iconPack(): DemoProduct {
  return {
    slug,
    title: "One Dot",
    summary: "Sixty-two line icons with exactly one dot each, as SVG.",
    description: readText(`products/${slug}.md`),
    kind: "file",
    people: ["Ilko Varga-Bell"],
    keywords: ["icons", "svg", "design", "interface", "sprite", "line icons"],
    groups: ["icons"],
    cover: { name: `${slug}.jpg`, contentType: "image/jpeg", bytes: readAsset(`${slug}.jpg`) },
    coverAlt: "Forty small line icons in five rows, each with one red dot, below a green awning.",
    version,
    notes: readText(`notes/${slug}.md`),
    publishedAt,
    editions: [
      edition("personal", "Personal licence", [1900, 1800, 1600, 2900]),
      edition("commercial", "Commercial licence", [5900, 5500, 4900, 8900]),
    ],
  }
}

/** Amounts in cents, cents, pence and whole yen. */
function edition(
  licence: Licence,
  title: string,
  [usd, eur, gbp, jpy]: [number, number, number, number],
): DemoEdition {
  return {
    slug: `one-dot-${licence}`,
    title,
    format: "SVG in a zip",
    downloadLimit: licence === "commercial" ? 20 : 5,
    prices: [
      { currency: "usd", amount: usd },
      { currency: "eur", amount: eur },
      { currency: "gbp", amount: gbp },
      { currency: "jpy", amount: jpy },
    ],
    files: [
      {
        name: `icons-one-dot-${version}-${licence}.zip`,
        contentType: "application/zip",
        bytes: archive(licence),
      },
    ],
  }
}

function archive(licence: Licence): Uint8Array {
  const drawings = readDrawings()
  const folder = `one-dot-${version}`
  const entry = (path: string, content: string): ZipEntry => ({
    path: `${folder}/${path}`,
    bytes: textBytes(content),
  })
  const entries = [
    entry("README.txt", readText("icons/readme.txt")),
    entry("LICENCE.txt", readText(`licences/${licence}.txt`)),
    entry("CHANGES.txt", readText(`notes/${slug}.md`)),
    entry("preview.html", previewSheet(`One Dot ${version}`, drawings)),
    entry("sprite.svg", drawSprite(drawings)),
    ...drawings.map((drawing) => entry(`svg/${drawing.name}.svg`, drawIcon(drawing))),
  ]
  return zipFiles(entries, new Date(publishedAt))
}
