import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { listChanges } from "@/lib/audit/store"
import { changeCover } from "@/lib/catalog/change-cover"
import { changeShelf } from "@/lib/catalog/change-shelf"
import { deleteProduct } from "@/lib/catalog/delete-product"
import { revisionOf } from "@/lib/catalog/edit/revision"
import { editProduct } from "@/lib/catalog/edit-product"
import { findNewSlug, findWholeProduct } from "@/lib/catalog/store/whole-product"
import { now } from "@/lib/clock"
import { coverKeys } from "@/lib/covers"
import { db } from "@/lib/db"
import { FieldErrors } from "@/lib/errors"
import type { Typed } from "@/lib/form-steps"
import { listOwnShelf, ownShelfQuery } from "@/lib/search/store/own-shelf"
import { storage } from "@/lib/storage/storage"
import { Prisma } from "@/prisma/client/client"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"

const actor = "owner@example.com"
const book: Typed = {
  title: "The Book",
  kind: "file",
  shelf: "draft",
  "editions.0.title": "PDF",
  "editions.0.price": "19.99 USD",
  "editions.0.isOnSale": "on",
}
const create = (typed: Typed) => editProduct({ slug: null, typed, revision: "", actor })
const whole = async (slug: string) => {
  const product = await findWholeProduct(slug)
  if (!product) throw new Error(`There is no product ${slug}.`)
  return product
}
const formOf = (edition: string, more: Typed = {}): Typed => ({
  ...book,
  shelf: "now",
  "editions.0.saved": edition,
  ...more,
})

describe("a product in the administration", () => {
  it("is made of a form as a draft, and cannot be for sale before it has files", async () => {
    expect(await create(book)).toBe("the-book")
    expect(await whole("the-book")).toMatchObject({
      publishedAt: null,
      editions: [{ slug: "the-book-pdf", prices: [{ amount: 1999, currency: "usd" }] }],
    })
    await expect(create(book)).rejects.toThrow(FieldErrors)
    const revision = revisionOf(await whole("the-book"))
    const publish = { slug: "the-book", typed: formOf("the-book-pdf"), revision, actor }
    await expect(editProduct(publish)).rejects.toMatchObject({
      fields: { shelf: expect.stringContaining("PDF") },
    })
    expect(await changeShelf(["the-book"], "publish", actor)).toEqual({
      changed: [],
      refused: [{ slug: "the-book", reason: "no-file" }],
      unknown: [],
    })
    const { changes } = await listChanges({ after: null, limit: 9 })
    expect(changes.map(({ action }) => action)).toEqual(["product.create"])
  })

  it("is changed in one go: a new price beside the old one, and what was taken off stays with owners", async () => {
    const product = await makeProduct()
    const { slug, edition } = product
    await makePaidOrder({ products: [product] })
    const before = await whole(slug)
    const typed = formOf(edition.slug, {
      slug,
      "editions.0.price": "24 USD; 22 EUR",
      "editions.1.title": "Sample",
      "editions.1.price": "0",
      "editions.1.isSample": "on",
    })
    await editProduct({ slug, typed, revision: revisionOf(before), actor })
    const prices = await db().price.findMany({
      where: { editionId: edition.id },
      orderBy: { createdAt: "asc" },
    })
    expect(prices.map(({ amount, archivedAt }) => [amount, archivedAt === null])).toEqual([
      [1999, false],
      [2400, true],
      [2200, true],
    ])
    const after = await whole(slug)
    expect(after.publishedAt).toEqual(before.publishedAt)
    expect(after.editions.map((one) => one.archivedAt === null)).toEqual([true, false])
    const [change] = (await listChanges({ after: null, limit: 1 })).changes
    expect(change).toMatchObject({
      actor,
      action: "product.change",
      before: { editions: [{ prices: [{ amount: 1999 }] }] },
    })
  })

  it("is not overwritten by whoever began earlier: the second is told", async () => {
    const { slug, edition } = await makeProduct()
    const revision = revisionOf(await whole(slug))
    const save = (title: string) =>
      editProduct({ slug, typed: formOf(edition.slug, { slug, title }), revision, actor })
    const [first, second] = await Promise.allSettled([save("Mine"), save("Theirs")])
    const titles = { [first?.status ?? ""]: "Mine", [second?.status ?? ""]: "Theirs" }
    expect(Object.keys(titles).sort()).toEqual(["fulfilled", "rejected"])
    expect((await whole(slug)).title).toBe(titles.fulfilled)
    await expect(save("Again")).rejects.toMatchObject({ code: "conflict" })
    // Whoever else changes it is noticed too: an import, a command, another edition's price.
    const seen = revisionOf(await whole(slug))
    await db().price.updateMany({ where: { editionId: edition.id }, data: { amount: 1 } })
    expect(revisionOf(await whole(slug))).not.toBe(seen)
  })

  it("leads from its old address to the new one, which no other product may take", async () => {
    const { slug, edition } = await makeProduct()
    const rename = async (from: string, to: string) =>
      editProduct({
        slug: from,
        typed: formOf(edition.slug, { slug: to }),
        revision: revisionOf(await whole(from)),
        actor,
      })
    await rename(slug, "second")
    await rename("second", "third")
    expect([await findNewSlug(slug), await findNewSlug("second")]).toEqual(["third", "third"])
    await expect(create({ ...book, slug: "second" })).rejects.toMatchObject({
      fields: { slug: expect.stringContaining("third") },
    })
    await rename("third", slug)
    expect(await findNewSlug(slug)).toBeNull()
    expect(await findNewSlug("third")).toBe(slug)
  })

  it("B30: that was sold can only be archived; one that nobody has goes with its files", async () => {
    const sold = await makeProduct()
    await makePaidOrder({ products: [sold] })
    await expect(deleteProduct(sold.slug, actor)).rejects.toMatchObject({ code: "conflict" })
    expect((await changeShelf([sold.slug], "draft", actor)).refused[0]?.reason).toBe("sold")
    expect((await changeShelf([sold.slug], "archive", actor)).changed).toHaveLength(1)
    const unsold = await makeProduct()
    const keys = await db().releaseFile.findMany({ where: { editionId: unsold.edition.id } })
    await deleteProduct(unsold.slug, actor)
    expect(await findWholeProduct(unsold.slug)).toBeNull()
    for (const { storageKey } of keys) expect(await storage().stat(storageKey)).toBeNull()
  })

  it("has a cover in several widths, cut as asked; what is no picture is refused", async () => {
    const { slug } = await makeProduct()
    const half = { create: { width: 500, height: 1000, channels: 3 as const, background: "#00f" } }
    const red = await sharp({ create: { ...half.create, background: "#f00" } })
      .png()
      .toBuffer()
    const both = sharp({ create: { ...half.create, width: 1000 } }).composite([
      { input: red, left: 0, top: 0 },
    ])
    const bytes = await both.jpeg().toBuffer()
    await changeCover(slug, { bytes, crop: { x: 0, y: 25, width: 50, height: 50 } }, actor)
    const keys = coverKeys((await whole(slug)).coverKey ?? "")
    expect(keys).toHaveLength(3)
    const sizes = []
    for (const key of keys) {
      const chunks = await (await storage().read(key)).toArray()
      const picture = sharp(Buffer.concat(chunks))
      const { width, height } = await picture.metadata()
      const { dominant } = await picture.stats()
      sizes.push([width, height, dominant.r > 200 && dominant.b < 50])
    }
    expect(sizes).toEqual([
      [320, 320, true],
      [500, 500, true],
      [500, 500, true],
    ])
    const text = new TextEncoder().encode("<svg onload=alert(1)>")
    await expect(changeCover(slug, { bytes: text, crop: null }, actor)).rejects.toMatchObject({
      code: "invalid",
    })
  })
})

describe("the owner's list", () => {
  const list = async (more: Partial<Parameters<typeof listOwnShelf>[0]>) => {
    const filter = {
      words: null,
      kind: null,
      state: null,
      order: "newest" as const,
      after: null,
      now: now(),
      limit: 10,
    }
    const { products, next } = await listOwnShelf({ ...filter, ...more })
    return { titles: products.map(({ title }) => title), next }
  }

  it("has drafts and archived ones, by state, in three orders, page by page", async () => {
    for (const [title, more] of [
      ["C", {}],
      ["A", { publishedAt: null }],
      ["B", { archivedAt: now() }],
    ] as const)
      await makeProduct({ title, ...more })
    expect((await list({})).titles).toEqual(["B", "A", "C"])
    expect((await list({ state: "draft" })).titles).toEqual(["A"])
    expect((await list({ state: "archived" })).titles).toEqual(["B"])
    expect((await list({ state: "on-shelf" })).titles).toEqual(["C"])
    for (const order of ["newest", "title", "sold"] as const) {
      const first = await list({ order, limit: 2 })
      const second = await list({ order, limit: 2, after: first.next })
      expect([...first.titles, ...second.titles].sort()).toEqual(["A", "B", "C"])
      expect(second.next).toBeNull()
    }
    expect(
      (await list({ words: { phrase: "", prefix: "'b' | 'b':*", initial: "" } })).titles,
    ).toEqual(["B"])
  })

  it("reads a page by an index, in each order", async () => {
    await db().$executeRaw`
      INSERT INTO "Product" ("id", "slug", "title", "kind", "publishedAt", "updatedAt")
      SELECT gen_random_uuid(), 'p-' || n, 'Product ' || n, 'file', CASE WHEN n % 500 > 0 THEN now() END, now()
      FROM generate_series(1, 5000) n`
    await db().$executeRaw`ANALYZE "Product"`
    const filter = { words: null, kind: null, after: null, now: now(), limit: 25 }
    for (const [order, state] of [
      ["newest", null],
      ["newest", "draft"],
      ["title", null],
      ["sold", null],
    ] as const) {
      const rows = await db().$queryRaw<Record<string, string>[]>(
        Prisma.sql`EXPLAIN ${ownShelfQuery({ ...filter, order, state })}`,
      )
      const plan = rows.map((row) => row["QUERY PLAN"]).join("\n")
      expect(plan, `${order} ${state}`).not.toMatch(/Seq Scan on "Product"/)
    }
  })
})
