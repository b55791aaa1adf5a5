import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import { type NewProduct, publishProduct } from "@/lib/catalog/publish-product"
import { db } from "@/lib/db"
import { storage } from "@/lib/storage/storage"
import { click, startSelling } from "@/tests/support/selling"
import { callStripe } from "@/tests/support/stripe-events"

const { sandbox } = await startSelling()
const bytes = Buffer.from("What a fine book this is.")

function book(more: Partial<NewProduct["editions"][number]> = {}): NewProduct {
  return {
    slug: "book",
    title: "The Book",
    summary: "",
    description: "",
    kind: "file",
    people: [],
    keywords: [],
    groups: [],
    cover: { name: "cover.png", contentType: "image/png", bytes },
    coverAlt: "A book",
    publishedAt: new Date("2026-01-01"),
    isDemo: false,
    release: { version: "1.0", notes: "", releasedAt: new Date("2026-01-01") },
    editions: [
      {
        slug: "book-pdf",
        title: "PDF",
        format: "PDF",
        isSample: false,
        downloadLimit: 5,
        prices: [
          { currency: "usd", amount: 1999 },
          { currency: "jpy", amount: 2900 },
        ],
        files: [{ name: "book.pdf", contentType: "application/pdf", bytes }],
        ...more,
      },
    ],
  }
}

async function counts() {
  const [products, editions, prices, releases, files] = await Promise.all([
    db().product.count(),
    db().edition.count(),
    db().price.count(),
    db().release.count(),
    db().releaseFile.count(),
  ])
  return { products, editions, prices, releases, files }
}

describe("a published product", () => {
  it("K1 has a name, a file with its version, an edition, a price, and a state", async () => {
    await publishProduct(book())
    const product = await db().product.findUniqueOrThrow({
      where: { slug: "book" },
      include: { editions: { include: { prices: true, files: { include: { release: true } } } } },
    })
    expect(product.archivedAt).toBeNull()
    const [edition] = product.editions
    expect(edition?.prices.map(({ currency, amount }) => [currency, amount])).toEqual([
      ["usd", 1999],
      ["jpy", 2900],
    ])
    expect(edition?.files[0]).toMatchObject({
      name: "book.pdf",
      size: BigInt(bytes.length),
      sha256: createHash("sha256").update(bytes).digest("hex"),
      release: { version: "1.0" },
    })
    expect(await storage().stat(edition?.files[0]?.storageKey ?? "")).not.toBeNull()
  })

  it("K4 published again changes no row", async () => {
    await publishProduct(book())
    const before = await counts()
    await publishProduct(book())
    expect(await counts()).toEqual(before)
  })

  it("a price that changes is a new row, charged on the very next click; the old one stays with its orders", async () => {
    await publishProduct(book())
    await click("book-pdf")
    await publishProduct(book({ prices: [{ currency: "usd", amount: 2500 }] }))
    await click("book-pdf")
    const { data } = await callStripe(sandbox.url, "checkout/sessions")
    const amounts = Array.isArray(data) ? data.map((session) => session.amount_total) : []
    expect(new Set(amounts)).toEqual(new Set([1999, 2500]))
    const lines = await db().checkoutLine.findMany({ include: { price: true } })
    expect(lines.every((line) => line.price.amount === line.amountSubtotal)).toBe(true)
  })

  it("K3 charges and names the edition that was chosen, of five", async () => {
    const [pdf] = book().editions
    if (!pdf) throw new Error("no edition")
    const editions = ["pdf", "epub", "html", "markdown", "print"].map((format, at) => ({
      ...pdf,
      slug: `book-${format}`,
      title: format,
      prices: [{ currency: "usd", amount: 1000 + at * 100 }],
    }))
    await publishProduct({ ...book(), editions })
    for (const [at, edition] of editions.entries()) {
      await click(edition.slug)
      const { data } = await callStripe(sandbox.url, "checkout/sessions?limit=1")
      expect(Array.isArray(data) && data[0].amount_total).toBe(1000 + at * 100)
    }
  })
})
