import { describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { storage } from "@/lib/storage/storage"
import { readFilms } from "@/prisma/seed/films/read-films"
import { loadDemo } from "@/prisma/seed/load-demo"
import { removeDemo } from "@/prisma/seed/remove-demo"
import { makeProduct } from "@/tests/support/factories"
import { click, startSelling } from "@/tests/support/selling"

await startSelling()
const silent = () => undefined
const fewFilms = (readFilms() ?? []).slice(0, 10)

async function counts() {
  return {
    products: await db().product.count(),
    editions: await db().edition.count(),
    prices: await db().price.count(),
    files: await db().releaseFile.count(),
  }
}

describe("the demo catalogue", { timeout: 60_000 }, () => {
  it("K4 loaded twice is there once, and leaves what its owner changed", async () => {
    const first = await loadDemo(silent, fewFilms)
    expect(first.added).toHaveLength(5)
    expect(first.films).toEqual({ added: 10, refused: 0 })
    const before = await counts()
    await db().product.updateMany({ data: { title: "Mine now" } })
    expect(await loadDemo(silent, fewFilms)).toEqual({
      added: [],
      films: { added: 0, refused: 0 },
    })
    expect(await counts()).toEqual(before)
    expect(await db().product.count({ where: { title: "Mine now" } })).toBe(15)
  })

  it("K3 has a book of five priced editions and a sample, in dollars, euros and yen", async () => {
    await loadDemo(silent, null)
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
    await loadDemo(silent, fewFilms)
    const file = await db().releaseFile.findFirstOrThrow({
      where: { edition: { slug: "film-webm" } },
    })
    await click("handbook-pdf")
    expect(await removeDemo(new Date())).toEqual({ removed: 14, archived: 1 })
    const left = await db().product.findMany({ orderBy: { archivedAt: "asc" } })
    expect(left.map((product) => product.slug)).toEqual(["selling-digital-goods", own.slug])
    expect(left[0]?.archivedAt).toBeInstanceOf(Date)
    expect(await storage().stat(file.storageKey)).toBeNull()
    expect(await storage().stat(own.edition.file.storageKey)).not.toBeNull()
  })

  it("leaves the clip in the store while one film of it was sold", async () => {
    await loadDemo(silent, fewFilms)
    const [film] = await db().edition.findMany({
      where: { accessSeconds: { not: null } },
      include: { files: true, product: true },
    })
    await click(film?.slug ?? "")
    expect(await removeDemo(new Date())).toEqual({ removed: 14, archived: 1 })
    const kept = await db().product.findFirstOrThrow()
    expect(kept).toMatchObject({ slug: film?.product.slug, archivedAt: expect.any(Date) })
    expect(film?.files).toHaveLength(2)
    for (const file of film?.files ?? [])
      expect(await storage().stat(file.storageKey)).not.toBeNull()
  })
})
