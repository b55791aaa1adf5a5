import { mkdir, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { beforeEach, describe, expect, it } from "vitest"
import { columns } from "@/lib/catalog/import/row-schema"
import { type ImportOptions, importCatalogue } from "@/lib/catalog/import-catalogue"
import { findProductPage } from "@/lib/catalog/store/product-page"
import { db } from "@/lib/db"
import { listOffers } from "@/lib/entitlements/list-offers"
import { storage } from "@/lib/storage/storage"
import { newId } from "@/lib/tokens"
import { makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"

let folder = ""
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kiosk-import-"))
})

async function put(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  return path
}
const importRows = (rows: unknown[], options?: ImportOptions) =>
  importCatalogue({ rows, folder }, options)

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

/** Everything that an import must never touch. */
async function belongings(): Promise<string> {
  return JSON.stringify([
    await db().customer.findMany({ orderBy: { id: "asc" } }),
    await db().checkout.findMany({ orderBy: { id: "asc" } }),
    await db().checkoutLine.findMany({ orderBy: { id: "asc" } }),
    await db().purchase.findMany({ orderBy: { id: "asc" } }),
    await db().entitlement.findMany({ orderBy: { id: "asc" } }),
    await db().download.findMany({ orderBy: { id: "asc" } }),
  ])
}

const book = {
  title: "The Book",
  summary: "One line.",
  people: "Ada Lovelace; Charles Babbage",
  groups: "handbooks",
  publishedAt: "2026-05-01",
  price: "19.99 USD; 2900 JPY",
  file: "book.pdf",
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
    await importRows([book])
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
    await importRows([book])
    const [, yen] = await db().price.findMany({ orderBy: { position: "asc" } })
    expect(await importRows([{ ...book, price: "24.99 USD; 2900 JPY" }])).toMatchObject({
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

  it("B29 over sold, refunded and granted products changes no byte of what customers have; what is missing in the file stays", async () => {
    const [sold, refunded, given, missing] = [
      await makeProduct({ slug: "sold", editions: [{ slug: "sold-own" }] }),
      await makeProduct({ slug: "refunded", editions: [{ slug: "refunded-own" }] }),
      await makeProduct({ slug: "given", groups: ["drama"] }),
      await makeProduct({ slug: "missing" }),
    ]
    const order = await makePaidOrder({ products: [sold, missing] })
    await revoke((await makePaidOrder({ products: [refunded] })).purchaseId)
    const { customerId } = order
    await db().entitlement.create({
      data: {
        id: newId(),
        customerId,
        groupName: "drama",
        source: "grant",
        startsAt: new Date(0),
      },
    })
    const before = await belongings()
    const rows = ["sold", "refunded", "given"].map((slug) => ({
      slug,
      title: `New ${slug}`,
      groups: "other",
      price: "99 USD",
      file: "new.pdf",
      version: "2.0",
      publishedAt: "draft",
    }))
    await put("new.pdf", "new bytes")
    expect(await importRows(rows)).toMatchObject({ changed: 3, refused: 0 })
    expect(await importRows([])).toMatchObject({ rows: 0 })
    expect(await belongings()).toBe(before)
    expect(await db().product.findUnique({ where: { slug: given.slug } })).toMatchObject({
      groups: ["other"],
    })
    const kept = await db().product.findUnique({ where: { slug: "missing" } })
    expect(kept).toMatchObject({ archivedAt: null, title: missing.title })
  })

  it("B29 gives a new version's file to whoever bought the edition before", async () => {
    const sold = await makeProduct({ slug: "sold", editions: [{ slug: "sold-own" }] })
    const { customerId } = await makePaidOrder({ products: [sold] })
    await put("new.pdf", "new bytes")
    await importRows([
      { slug: "sold", title: "Sold", price: "5 USD", file: "new.pdf", version: "2.0" },
    ])
    const page = await findProductPage("sold", new Date())
    expect(page?.editions[0]?.latest).toMatchObject({
      version: "2.0",
      files: [{ name: "new.pdf" }],
    })
    const visitor = { customerId, checkoutIds: [] }
    const [offered] = await listOffers(page ? [page] : [], visitor, new Date(), null)
    expect(offered?.chosen?.offer).toMatchObject({ action: "download", reason: "purchased" })
  })

  it("S7 a film of the groups action and adventure is opened by either", async () => {
    await put("film.webm", "film")
    await importRows([
      {
        title: "A Film",
        kind: "video",
        groups: "action;adventure",
        price: "9 USD",
        file: "film.webm",
      },
    ])
    const page = await findProductPage("a-film", new Date())
    for (const groupName of ["action", "adventure", "drama"]) {
      const customer = await db().customer.create({
        data: { id: newId(), email: `${groupName}@example.com` },
      })
      await db().entitlement.create({
        data: {
          id: newId(),
          customerId: customer.id,
          groupName,
          source: "grant",
          startsAt: new Date(0),
        },
      })
      const visitor = { customerId: customer.id, checkoutIds: [] }
      const [offered] = await listOffers(page ? [page] : [], visitor, new Date(), null)
      expect(offered?.chosen?.offer.action).toBe(groupName === "drama" ? "buy" : "watch")
    }
  })

  it("takes the good rows and reports the others; strict, it takes none", async () => {
    await put("book.pdf", "bytes")
    const rows = [
      book,
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
    expect(await importRows([book], { isStrict: true })).toMatchObject({
      isWritten: true,
      unchanged: 1,
    })
  })

  it("dry, it writes no row and no byte, and says the same as the real one", async () => {
    await put("book.pdf", "bytes of a dry run")
    const dry = await importRows([book], { isDryRun: true })
    expect(dry).toMatchObject({ isWritten: false, created: 1 })
    expect(await db().product.count()).toBe(0)
    const real = await importRows([book])
    expect({ ...real, isWritten: false }).toEqual(dry)
    const [file] = await db().releaseFile.findMany()
    expect(await storage().stat(file?.storageKey ?? "")).not.toBeNull()
  })

  it("keeps equal bytes once, whatever they are called", async () => {
    for (const name of ["a.pdf", "b.pdf"]) await put(name, "equal bytes")
    await importRows([
      { title: "A", price: "1 USD", file: "a.pdf" },
      { title: "B", price: "1 USD", file: "b.pdf" },
    ])
    const files = await db().releaseFile.findMany()
    expect(files.map((file) => file.name).sort()).toEqual(["a.pdf", "b.pdf"])
    expect(new Set(files.map((file) => file.storageKey)).size).toBe(1)
  })

  it("refuses other bytes under the same version, and takes them as a new one", async () => {
    await put("book.pdf", "first")
    await importRows([book])
    await put("book.pdf", "second")
    const refused = await importRows([book])
    expect(refused.refusals).toMatchObject([{ field: "version" }])
    expect(await importRows([{ ...book, version: "1.0" }])).toMatchObject({ refused: 1 })
    expect(await importRows([{ ...book, version: "1.1" }])).toMatchObject({ changed: 1 })
    expect(await importRows([{ ...book, version: "1.1" }])).toMatchObject({ unchanged: 1 })
    expect(await db().releaseFile.count()).toBe(2)
  })

  it("adds an edition of the same film without asking for a version", async () => {
    await put("film.webm", "film")
    const film = { title: "A Film", kind: "video", price: "9 USD", file: "film.webm" }
    await importRows([film])
    expect(await importRows([{ ...film, rentPrice: "3 USD" }])).toMatchObject({ changed: 1 })
    expect(await db().release.count()).toBe(1)
    expect(await db().releaseFile.count()).toBe(2)
  })

  it("reads no file outside of the import file's folder, not through a link either", async () => {
    await writeFile(join(tmpdir(), "kiosk-secret.txt"), "secret")
    await symlink(join(tmpdir(), "kiosk-secret.txt"), join(folder, "link.txt"))
    const paths = ["../kiosk-secret.txt", join(tmpdir(), "kiosk-secret.txt"), "link.txt", "."]
    const report = await importRows(
      paths.map((file, at) => ({ title: `Book ${at}`, price: "1 USD", file })),
    )
    expect(report).toMatchObject({ created: 0, refused: 4 })
  })

  it("leaves an edition to the product that has it", async () => {
    await makeProduct({ slug: "other", editions: [{ slug: "the-book-own" }] })
    await put("book.pdf", "bytes")
    expect((await importRows([book])).refusals).toMatchObject([
      { field: "slug", message: expect.stringContaining("belongs to another product") },
    ])
  })

  it("leaves an archived product archived", async () => {
    await put("book.pdf", "bytes")
    await importRows([book])
    await db().product.updateMany({ data: { archivedAt: new Date() } })
    await importRows([{ ...book, title: "The New Book", slug: "the-book" }])
    expect((await db().product.findFirstOrThrow()).archivedAt).not.toBeNull()
  })

  it("twice at once is the same as once", async () => {
    await put("book.pdf", "bytes")
    const rows = [book, { ...book, title: "Another" }]
    const reports = await Promise.all([importRows(rows), importRows(rows)])
    expect(reports.map((report) => report.created).sort()).toEqual([0, 2])
    expect(await db().product.count()).toBe(2)
    expect(await db().price.count()).toBe(4)
  })

  it.each([
    ["UTF-16", Buffer.from("\ufefftitle\nA", "utf16le"), "is not UTF-8"],
    ["Windows' letters", Buffer.from("title\nAm\xe9lie", "latin1"), "is not UTF-8"],
  ])("of a file in %s says how to save it", async (_, bytes, part) => {
    await expect(importCatalogue({ path: await put("goods.csv", bytes) })).rejects.toThrow(part)
  })

  it("of a file that is too large, of another kind, or not there says so", async () => {
    const large = await put("large.csv", Buffer.alloc(65 * 1024 * 1024, "a"))
    await expect(importCatalogue({ path: large })).rejects.toThrow("Cut it into several")
    await expect(importCatalogue({ path: await put("a.xlsx", "x") })).rejects.toThrow("must end in")
    await expect(importCatalogue({ path: join(folder, "no.csv") })).rejects.toThrow("no file")
  })
})

describe("docs/import.md", () => {
  it.each(["csv", "json"])("shows a %s file that can be imported", async (kind) => {
    const page = await readFile("docs/import.md", "utf8")
    const [, example = ""] = new RegExp(`\`\`\`${kind}\n([^]*?)\`\`\``).exec(page) ?? []
    for (const [, name = ""] of example.matchAll(/([\w./]+\.(?:webm|vtt|pdf|epub))/g))
      await put(name, `bytes of ${name}`)
    const report = await importCatalogue({ path: await put(`goods.${kind}`, example) })
    expect(report).toMatchObject({ created: kind === "csv" ? 2 : 1, refused: 0 })
  })

  it("names every column", async () => {
    const page = await readFile("docs/import.md", "utf8")
    expect(columns.filter((column) => !page.includes(`| \`${column}\` `))).toEqual([])
  })
})
