import { describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { storage } from "@/lib/storage/storage"
import { loadDemo } from "@/prisma/seed/load-demo"
import { removeDemo } from "@/prisma/seed/remove-demo"
import { makeProduct } from "@/tests/support/factories"
import { click, startSelling } from "@/tests/support/selling"

await startSelling()
const silent = () => undefined

async function counts() {
  return {
    products: await db().product.count(),
    editions: await db().edition.count(),
    prices: await db().price.count(),
    files: await db().releaseFile.count(),
  }
}

// Three thousand films take a while on a busy machine.
describe("the demo catalogue", { timeout: 60_000 }, () => {
  it("K4 loaded twice is there once, and leaves what its owner changed", async () => {
    const first = await loadDemo(silent)
    expect(first.added).toHaveLength(5)
    expect(first.films).toEqual({ added: 3200, refused: 1 })
    const before = await counts()
    await db().product.updateMany({ data: { title: "Mine now" } })
    expect(await loadDemo(silent)).toEqual({ added: [], films: { added: 0, refused: 1 } })
    expect(await counts()).toEqual(before)
    expect(await db().product.count({ where: { title: "Mine now" } })).toBe(3205)
  })

  it("K3 has a book of five priced editions and a sample, in dollars, euros and yen", async () => {
    await loadDemo(silent)
    const book = await db().product.findUniqueOrThrow({
      where: { slug: "selling-digital-goods" },
      include: { editions: { include: { prices: true, files: true } } },
    })
    const priced = book.editions.filter((edition) => !edition.isSample)
    expect(priced).toHaveLength(5)
    expect(new Set(priced.map((edition) => edition.prices[0]?.amount)).size).toBe(5)
    for (const edition of priced)
      expect(new Set(edition.prices.map((price) => price.currency))).toEqual(
        new Set(["usd", "eur", "jpy"]),
      )
    for (const { files } of book.editions)
      expect((await storage().stat(files[0]?.storageKey ?? ""))?.size).toBe(files[0]?.size)
  })

  it("goes with its files when it is taken off; what was sold is archived, what is the owner's stays", async () => {
    const own = await makeProduct()
    await loadDemo(silent)
    const file = await db().releaseFile.findFirstOrThrow({
      where: { edition: { slug: "film-webm" } },
    })
    await click("handbook-pdf")
    expect(await removeDemo(new Date())).toEqual({ removed: 3204, archived: 1 })
    const left = await db().product.findMany({ orderBy: { archivedAt: "asc" } })
    expect(left.map((product) => product.slug)).toEqual(["selling-digital-goods", own.slug])
    expect(left[0]?.archivedAt).toBeInstanceOf(Date)
    expect(await storage().stat(file.storageKey)).toBeNull()
    expect(await storage().stat(own.edition.file.storageKey)).not.toBeNull()
  })
})
