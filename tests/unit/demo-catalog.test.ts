import { createHash } from "node:crypto"
import { strFromU8, unzipSync } from "fflate"
import { beforeAll, describe, expect, test } from "vitest"
import { type DemoEdition, type DemoProduct, demoCatalog } from "@/prisma/seed/demo/catalog"

let products: DemoProduct[] = []
let editions: DemoEdition[] = []

beforeAll(async () => {
  products = await demoCatalog()
  editions = products.flatMap((product) => product.editions)
})

function fileOf(slug: string, ending: string): Uint8Array {
  const file = editions
    .find((edition) => edition.slug === slug)
    ?.files.find(({ name }) => name.endsWith(ending))
  if (!file) throw new Error(`No file ${ending} in ${slug}`)
  return file.bytes
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1")
}

function texts(zip: Uint8Array): [string, string][] {
  return Object.entries(unzipSync(zip)).map(([path, bytes]) => [path, strFromU8(bytes)])
}

describe("the demo catalogue", () => {
  test("slugs are unique in the shop", () => {
    const slugs = [...products, ...editions].map((thing) => thing.slug)
    expect(new Set(slugs).size).toBe(slugs.length)
    for (const slug of slugs) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })

  test("file names are unique within an edition, and one is not ASCII", () => {
    for (const { files } of editions) {
      expect(files.length).toBeGreaterThan(0)
      expect(new Set(files.map((file) => file.name)).size).toBe(files.length)
    }
    const names = editions.flatMap((edition) => edition.files.map((file) => file.name))
    expect(names.some((name) => /[^\x20-\x7e]/.test(name))).toBe(true)
  })

  test("the handbook has five paid editions at different prices and a free sample", () => {
    const handbook = products.find((product) => product.slug === "selling-digital-goods")
    const paid = handbook?.editions.filter((edition) => !edition.isSample) ?? []
    expect(paid).toHaveLength(5)
    expect(new Set(paid.map((edition) => edition.prices[0]?.amount)).size).toBe(5)
    const samples = editions.filter((edition) => edition.isSample)
    expect(samples.map((edition) => edition.slug)).toEqual(["handbook-sample"])
    expect(samples.every((edition) => edition.prices.every((price) => price.amount === 0))).toBe(
      true,
    )
  })

  test("every amount is a whole number of minor units, once a currency", () => {
    for (const { prices } of editions) {
      expect(prices.length).toBeGreaterThan(0)
      expect(new Set(prices.map((price) => price.currency)).size).toBe(prices.length)
      for (const { currency, amount } of prices) {
        expect(currency).toMatch(/^[a-z]{3}$/)
        expect(Number.isInteger(amount) && amount >= 0).toBe(true)
      }
    }
    expect(editions.some((edition) => edition.prices[0]?.currency === "jpy")).toBe(true)
  })

  test("there are files, a film, an article and a free product, newest first", () => {
    expect(new Set(products.map((product) => product.kind))).toEqual(
      new Set(["file", "video", "article"]),
    )
    const free = (edition: DemoEdition) => edition.prices.every((price) => price.amount === 0)
    expect(products.some((product) => product.editions.every(free))).toBe(true)
    const dates = products.map((product) => product.publishedAt)
    expect(dates).toEqual(dates.toSorted((a, b) => b.localeCompare(a)))
    for (const date of dates) expect(date).toMatch(/^2026-(0\d|10)-\d\dT\d\d:00:00Z$/)
  })

  test("descriptions are of a readable length, with a table and a quotation", () => {
    for (const { description, summary, notes, version, coverAlt } of products) {
      const words = description.split(/\s+/).length
      expect(words).toBeGreaterThanOrEqual(150)
      expect(words).toBeLessThanOrEqual(400)
      expect(description).toMatch(/^## /m)
      expect(description).toMatch(/^\|/m)
      expect(description).toMatch(/^> /m)
      expect(notes).toContain(`## ${version},`)
      expect(summary && coverAlt).not.toBe("")
    }
  })

  test("covers are JPEG below 120 KB", () => {
    for (const { cover } of products) {
      expect(latin(cover.bytes.slice(0, 3))).toBe("\xff\xd8\xff")
      expect(cover.bytes.length).toBeLessThan(120_000)
    }
  })

  test("the same bytes come out at every run", async () => {
    const again = await demoCatalog()
    const sums = (catalog: DemoProduct[]) =>
      catalog.flatMap((product) =>
        product.editions.flatMap((edition) =>
          edition.files.map((file) => createHash("sha256").update(file.bytes).digest("hex")),
        ),
      )
    expect(sums(again)).toEqual(sums(products))
  })

  test("no text is filler", () => {
    const all = editions.flatMap(({ files }) =>
      files.flatMap(({ name, bytes }) => {
        if (/\.(zip|epub)$/.test(name)) return texts(bytes).map(([, text]) => text)
        return [latin(bytes)]
      }),
    )
    for (const text of [...all, ...products.map((product) => product.description)]) {
      expect(/lorem ipsum/i.test(text)).toBe(false)
    }
  })
})

describe("the demo's files", () => {
  test("every PDF begins and ends as one, and the main editions are whole books", () => {
    const pdfs = editions.flatMap((edition) =>
      edition.files.filter((file) => file.name.endsWith(".pdf")),
    )
    expect(pdfs).toHaveLength(4)
    for (const { bytes } of pdfs) {
      const text = latin(bytes)
      expect(text.startsWith("%PDF-1.7")).toBe(true)
      expect(text.trimEnd().endsWith("%%EOF")).toBe(true)
      const xref = Number(/startxref\s+(\d+)/.exec(text)?.[1])
      expect(text.slice(xref, xref + 4)).toBe("xref")
    }
    for (const slug of ["handbook-pdf", "handbook-print"]) {
      const text = latin(fileOf(slug, ".pdf"))
      expect(Number(/\/Type \/Pages\s+\/Count (\d+)/.exec(text)?.[1])).toBeGreaterThan(20)
      expect(text).toContain("/Outlines")
      expect(text.match(/\/Title \(/g)?.length).toBeGreaterThan(15)
    }
  })

  test("the EPUB begins with its media type, uncompressed, and its parts exist", () => {
    const epub = fileOf("handbook-epub", ".epub")
    const head = latin(epub.slice(0, 58))
    expect(head.startsWith("PK\u0003\u0004")).toBe(true)
    expect(Buffer.from(epub).readUInt16LE(8)).toBe(0)
    expect(Buffer.from(epub).readUInt16LE(28)).toBe(0)
    expect(head.slice(30)).toBe("mimetypeapplication/epub+zip")

    const parts = new Map(texts(epub))
    expect(parts.get("META-INF/container.xml")).toContain('full-path="EPUB/package.opf"')
    const packed = parts.get("EPUB/package.opf") ?? ""
    const hrefs = [...packed.matchAll(/href="([^"]+)"/g)].map((match) => `EPUB/${match[1]}`)
    expect(hrefs.length).toBeGreaterThan(20)
    for (const href of hrefs) expect(parts.has(href)).toBe(true)
    const links = [...(parts.get("EPUB/nav.xhtml") ?? "").matchAll(/href="([^"]+)"/g)]
    for (const [, href] of links) expect(parts.has(`EPUB/${href}`)).toBe(true)
    for (const [path, text] of parts) {
      if (/\.(xhtml|opf|ncx|xml)$/.test(path)) expect(unbalanced(text), path).toBe(null)
    }
  })

  test("every link between the HTML edition's pages leads somewhere", () => {
    const pages = new Map(texts(fileOf("handbook-html", ".zip")))
    const folder = "selling-digital-goods-1.2"
    expect(pages.get(`${folder}/style.css`)).toContain("prefers-color-scheme: dark")
    for (const [path, text] of pages) {
      if (!path.endsWith(".html")) continue
      for (const [, href = ""] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
        if (!href.startsWith("https:")) expect(pages.has(`${folder}/${href}`), href).toBe(true)
      }
    }
  })

  test("the Markdown edition is a book of more than 9,000 words with front matter", () => {
    const markdown = strFromU8(fileOf("handbook-markdown", ".md"))
    expect(markdown.startsWith("---\ntitle:")).toBe(true)
    expect(markdown.match(/^# /gm)?.length).toBeGreaterThanOrEqual(10)
    expect(markdown.split(/\s+/).length).toBeGreaterThan(9000)
  })

  test("each icon is well-formed, harmless, and has exactly one dot", () => {
    for (const licence of ["personal", "commercial"]) {
      const parts = texts(fileOf(`one-dot-${licence}`, ".zip"))
      const icons = parts.filter(([path]) => /\/svg\/[a-z-]+\.svg$/.test(path))
      expect(icons.length).toBe(62)
      for (const [path, svg] of icons) {
        expect(unbalanced(svg), path).toBe(null)
        expect(svg).not.toMatch(/<script|<foreignObject|\son\w+=|javascript:|NaN|undefined/i)
        expect(svg.match(/<circle /g)).toHaveLength(1)
      }
      const names = parts.map(([path]) => path.split("/").at(-1))
      for (const name of ["README.txt", "LICENCE.txt", "preview.html", "sprite.svg"]) {
        expect(names).toContain(name)
      }
    }
  })

  test("the two icon licences differ", () => {
    const licence = (slug: string) =>
      texts(fileOf(slug, ".zip")).find(([path]) => path.endsWith("LICENCE.txt"))?.[1]
    expect(licence("one-dot-personal")).not.toBe(licence("one-dot-commercial"))
  })

  test.each([".en.vtt", ".en.chapters.vtt"])(
    "the film is WebM, its %s is WebVTT in order",
    (ending) => {
      const film = fileOf("film-webm", ".webm")
      expect(latin(film.slice(0, 4))).toBe("\x1a\x45\xdf\xa3")
      expect(latin(film.slice(0, 64))).toContain("webm")
      expect(film.length).toBeLessThan(2_500_000)
      const captions = strFromU8(fileOf("film-webm", ending))
      expect(captions.startsWith("WEBVTT\n")).toBe(true)
      const times = [...captions.matchAll(/^([\d:.]+) --> ([\d:.]+)$/gm)].flatMap(
        ([, from = "", to = ""]) => [from, to],
      )
      expect(times.length).toBeGreaterThan(10)
      expect(times).toEqual(times.toSorted((a, b) => a.localeCompare(b)))
    },
  )
})

/** The first tag that is not closed in its place, or null: enough of XML for files of our own. */
function unbalanced(xml: string): string | null {
  const open: string[] = []
  const tags = /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g
  for (const [, closing, name = "", , empty] of xml.matchAll(tags)) {
    if (empty) continue
    if (!closing) open.push(name)
    else if (open.pop() !== name) return name
  }
  const rest = xml.replace(tags, "").replace(/<\?xml[^>]*\?>|<!DOCTYPE html>/g, "")
  return open.at(-1) ?? (/<|&(?!amp;|lt;|gt;|quot;)/.exec(rest)?.[0] || null)
}
