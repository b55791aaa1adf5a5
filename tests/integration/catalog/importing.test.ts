import { describe, expect, it } from "vitest"
import { importCatalogue } from "@/lib/catalog/import-catalogue"
import { db } from "@/lib/db"
import { storage } from "@/lib/storage/storage"
import { makeProduct } from "@/tests/support/factories"
import { bookRow, importFolder } from "@/tests/support/import-folder"

const { put, importRows } = importFolder()

/** Everything that an import may change, as the database has it. */
async function shelf(): Promise<unknown> {
  return [
    await db().product.findMany({ orderBy: { id: "asc" } }),
    await db().edition.findMany({ orderBy: { id: "asc" } }),
    await db().price.findMany({ orderBy: { id: "asc" } }),
    await db().release.findMany({ orderBy: { id: "asc" } }),
    await db().releaseFile.findMany({ orderBy: { id: "asc" } }),
  ]
}

describe("an import", () => {
  it("brings in products from a CSV file with their prices, groups and files; again, it changes nothing", async () => {
    await put("files/book.pdf", "The bytes of the book.")
    await put("files/film.webm", "The bytes of the film.")
    await put("files/film.en.vtt", "WEBVTT\n")
    const path = await put(
      "goods.csv",
      "\ufefftitle,kind,people,groups,price,rentPrice,rentHours,currency,file,captions\r\n" +
        '"The ""Book""",,Ada;Bea,"handbooks;guides",19.99 USD; 2900 JPY,,,,files/book.pdf,\r\n' +
        "A Film,video,,drama,9.99,2.99,48,EUR,files/film.webm,files/film.en.vtt\r\n",
    )
    const report = await importCatalogue({ path })
    expect(report).toMatchObject({ isWritten: true, rows: 2, created: 2, refused: 0 })
    const products = await db().product.findMany({
      orderBy: { slug: "asc" },
      include: {
        editions: { orderBy: { position: "asc" }, include: { prices: true, files: true } },
      },
    })
    expect(products).toMatchObject([
      {
        slug: "a-film",
        kind: "video",
        groups: ["drama"],
        editions: [
          {
            slug: "a-film-rent",
            accessSeconds: 172_800,
            prices: [{ amount: 299, currency: "eur" }],
            files: [{ contentType: "video/webm" }, { contentType: "text/vtt" }],
          },
          { slug: "a-film-own", accessSeconds: null, prices: [{ amount: 999, currency: "eur" }] },
        ],
      },
      {
        slug: "the-book",
        kind: "file",
        people: ["Ada", "Bea"],
        groups: ["handbooks", "guides"],
        editions: [
          {
            slug: "the-book-own",
            format: "PDF",
            prices: [
              { amount: 1999, currency: "usd" },
              { amount: 2900, currency: "jpy" },
            ],
          },
        ],
      },
    ])
    const files = await db().releaseFile.findMany()
    for (const file of files) expect((await storage().stat(file.storageKey))?.size).toBe(file.size)
    expect(new Set(files.map((file) => file.storageKey)).size).toBe(3)

    const before = await shelf()
    expect(await importCatalogue({ path })).toMatchObject({ created: 0, changed: 0, unchanged: 2 })
    expect(await shelf()).toEqual(before)
  })

  it("updates what a row says and leaves what it does not say", async () => {
    await put("book.pdf", "bytes")
    await importRows([bookRow])
    const { publishedAt } = await db().product.findFirstOrThrow()
    const report = await importRows([{ slug: "the-book", title: "The Better Book", groups: "a;b" }])
    expect(report.products).toEqual([
      { slug: "the-book", outcome: "changed", fields: ["title", "groups"] },
    ])
    expect(await db().product.findFirstOrThrow({ include: { editions: true } })).toMatchObject({
      title: "The Better Book",
      summary: "One line.",
      people: ["Ada Lovelace", "Charles Babbage"],
      groups: ["a", "b"],
      publishedAt,
      editions: [{ slug: "the-book-own" }],
    })
    await importRows([{ slug: "the-book", title: "The Better Book", summary: "" }])
    expect((await db().product.findFirstOrThrow()).summary).toBe("")
  })

  it("archives a price that changes and makes a new one; the other currency's stays as it is", async () => {
    await put("book.pdf", "bytes")
    await importRows([bookRow])
    const [, yen] = await db().price.findMany({ orderBy: { position: "asc" } })
    expect(await importRows([{ ...bookRow, price: "24.99 USD; 2900 JPY" }])).toMatchObject({
      changed: 1,
      products: [{ fields: ["prices"] }],
    })
    const prices = await db().price.findMany({ orderBy: [{ position: "asc" }, { amount: "asc" }] })
    expect(prices.map((price) => [price.amount, price.archivedAt !== null])).toEqual([
      [1999, true],
      [2499, false],
      [2900, false],
    ])
    expect(prices[2]).toEqual(yen)
  })

  it("takes the good rows and reports the others; strict, it takes none", async () => {
    await put("book.pdf", "bytes")
    const rows = [
      bookRow,
      { title: "Half a price", price: "12,50 EUR", file: "book.pdf" },
      { title: "No file", price: "1 USD" },
      { title: "No such file", price: "1 USD", file: "gone.pdf" },
      { title: "No price", file: "book.pdf" },
      { title: "A draft without a file", price: "1 USD", publishedAt: "draft" },
    ]
    const strict = await importRows(rows, { isStrict: true })
    expect(strict).toMatchObject({ isWritten: false, created: 2, refused: 4 })
    expect(await db().product.count()).toBe(0)
    const report = await importRows(rows)
    expect(report).toMatchObject({ isWritten: true, rows: 6, created: 2, refused: 4 })
    expect(report.refusals.map(({ row, field }) => [row, field])).toEqual([
      [2, "price"],
      [3, "file"],
      [4, "file"],
      [5, "price"],
    ])
    expect(await db().product.count()).toBe(2)
    expect(await importRows([bookRow], { isStrict: true })).toMatchObject({
      isWritten: true,
      unchanged: 1,
    })
  })

  it("dry, it writes no row and no byte, and says the same as the real one", async () => {
    await put("book.pdf", "bytes of a dry run")
    const dry = await importRows([bookRow], { isDryRun: true })
    expect(dry).toMatchObject({ isWritten: false, created: 1 })
    expect(await db().product.count()).toBe(0)
    const real = await importRows([bookRow])
    expect({ ...real, isWritten: false }).toEqual(dry)
    const [file] = await db().releaseFile.findMany()
    expect(await storage().stat(file?.storageKey ?? "")).not.toBeNull()
  })

  it("leaves an edition to the product that has it", async () => {
    await makeProduct({ slug: "other", editions: [{ slug: "the-book-own" }] })
    await put("book.pdf", "bytes")
    expect((await importRows([bookRow])).refusals).toMatchObject([
      { field: "slug", message: expect.stringContaining("belongs to another product") },
    ])
  })

  it("leaves an archived product archived", async () => {
    await put("book.pdf", "bytes")
    await importRows([bookRow])
    await db().product.updateMany({ data: { archivedAt: new Date() } })
    await importRows([{ ...bookRow, title: "The New Book", slug: "the-book" }])
    expect((await db().product.findFirstOrThrow()).archivedAt).not.toBeNull()
  })

  it("twice at once is the same as once", async () => {
    await put("book.pdf", "bytes")
    const rows = [bookRow, { ...bookRow, title: "Another" }]
    const reports = await Promise.all([importRows(rows), importRows(rows)])
    expect(reports.map((report) => report.created).sort((a, b) => a - b)).toEqual([0, 2])
    expect(await db().product.count()).toBe(2)
    expect(await db().price.count()).toBe(4)
  })
})
