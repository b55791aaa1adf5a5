import { describe, expect, test } from "vitest"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { archiveProduct } from "@/lib/library/archive-product"
import { listLibrary } from "@/lib/library/list-library"
import { type LibraryEntry, type LibraryQuery, readLibraryQuery } from "@/lib/library/rules"
import { listHeld } from "@/lib/library/store/entries"
import { unarchiveProduct } from "@/lib/library/unarchive-product"
import {
  type MadeProduct,
  makePaidOrder,
  makeProduct,
  type ProductOptions,
  revoke,
} from "@/tests/support/factories"
import { grantAccess, makeCustomer } from "@/tests/support/grant-access"

const email = "ada@example.com"
const all = readLibraryQuery({})

/** Buys a product, `hours` ago; gives the customer. */
async function buy(product: MadeProduct, hours = 1, to = email): Promise<string> {
  const order = await makePaidOrder({ products: [product], email: to })
  const startsAt = plusSeconds(new Date(), -hours * 3600)
  await db().entitlement.updateMany({
    where: { purchaseId: order.purchaseId },
    data: { startsAt },
  })
  return order.customerId
}

async function make(title: string, options: ProductOptions & { people?: string[] } = {}) {
  const { people, ...more } = options
  const product = await makeProduct({ title, ...more })
  if (people) await db().product.update({ where: { id: product.id }, data: { people } })
  return product
}

async function entriesOf(
  customerId: string,
  query: Partial<LibraryQuery> = {},
): Promise<LibraryEntry[]> {
  return (await listLibrary(customerId, { ...all, ...query }, new Date())).entries
}

const titlesOf = async (customerId: string, query?: Partial<LibraryQuery>) =>
  (await entriesOf(customerId, query)).map((entry) => entry.title)

describe("B42: the library", () => {
  test("lists what was bought, the newest purchase first, one entry a product", async () => {
    const [old, recent, middle] = [await make("Old"), await make("Recent"), await make("Middle")]
    const customerId = await buy(old, 30)
    await buy(recent, 1)
    await buy(middle, 10)
    expect(await titlesOf(customerId)).toEqual(["Recent", "Middle", "Old"])
    await buy(old, 0)
    expect(await titlesOf(customerId)).toEqual(["Old", "Recent", "Middle"])
  })

  test("shows the owned editions of a product, and no other", async () => {
    const editions = [{ title: "PDF" }, { title: "EPUB" }, { title: "Audio" }]
    const product = await make("Book", { editions })
    const [, epub] = product.editions
    if (!epub) throw new Error("Three editions were made.")
    const customerId = await buy({ ...product, edition: epub })
    const [entry] = await entriesOf(customerId)
    expect(entry?.editions.map((edition) => edition.title)).toEqual(["EPUB"])
    await buy(product)
    const [both] = await entriesOf(customerId)
    expect(both?.editions.map((edition) => edition.title)).toEqual(["PDF", "EPUB"])
  })

  test("S8: shows nothing of anybody else", async () => {
    const mine = await buy(await make("Mine"))
    const theirs = await buy(await make("Theirs"), 1, "eve@example.com")
    expect(await titlesOf(mine)).toEqual(["Mine"])
    expect(await titlesOf(theirs)).toEqual(["Theirs"])
    expect(await titlesOf(await makeCustomer())).toEqual([])
  })

  test("S3: has the button of each kind, for the same reason as everywhere", async () => {
    for (const kind of ["file", "video", "article"] as const) {
      const customerId = await buy(await make("It", { kind }), 1, `${kind}@example.com`)
      const [entry] = await entriesOf(customerId)
      const action = { file: "download", video: "watch", article: "read" }[kind]
      expect(entry?.chosen.offer).toMatchObject({ action, reason: "purchased", isInLibrary: true })
    }
  })

  test("keeps what has no downloads left and what is disputed, says why, and drops what was refunded or ended", async () => {
    const used = await make("Used up")
    const customerId = await buy(used)
    await db().purchase.updateMany({ data: { downloadsLeft: 0 } })
    const refunded = await makePaidOrder({ products: [await make("Refunded")], email })
    await revoke(refunded.purchaseId, "refunded")
    const disputed = await makePaidOrder({ products: [await make("Disputed")], email })
    await revoke(disputed.purchaseId, "disputed")
    await makePaidOrder({ products: [await make("Ended")], email, endsAt: new Date() })
    const entries = await entriesOf(customerId)
    expect(
      entries.map(({ title, chosen }) => [title, chosen.offer.reason, chosen.downloadsLeft]),
    ).toEqual(
      expect.arrayContaining([
        ["Disputed", "disputed", null],
        ["Used up", "limit-reached", 0],
      ]),
    )
    expect(entries).toHaveLength(2)
  })

  test("S5: keeps a purchase when what was given for a time has ended", async () => {
    const product = await make("Both")
    const customerId = await buy(product)
    const endsAt = plusSeconds(new Date(), 3600)
    const id = await grantAccess(customerId, { productId: product.id }, { endsAt })
    expect((await entriesOf(customerId))[0]?.chosen.downloadsLeft).toBeNull()
    await db().entitlement.update({ where: { id }, data: { endsAt: new Date() } })
    const [entry] = await entriesOf(customerId)
    expect(entry?.chosen.offer).toMatchObject({ action: "download", reason: "purchased" })
    expect(entry?.chosen.downloadsLeft).toBe(5)
  })

  test("B27: tells until when what was rented is open", async () => {
    const endsAt = plusSeconds(new Date(), 3600)
    const film = await make("Film", { kind: "video" })
    const order = await makePaidOrder({ products: [film], endsAt })
    const [entry] = await entriesOf(order.customerId)
    expect(entry?.chosen.offer).toMatchObject({ action: "watch", until: endsAt })
  })

  test("keeps what is no longer sold (K24)", async () => {
    const product = await make("Retired", { archivedAt: new Date() })
    expect(await titlesOf(await buy(product))).toEqual(["Retired"])
  })

  test("shows what was given by edition or product, and a group as one line, not as its products", async () => {
    const customerId = await makeCustomer()
    const [one, two] = [await make("One"), await make("Two", { editions: [{}, {}] })]
    for (let count = 0; count < 3; count++) await make("Film", { groups: ["films"] })
    await grantAccess(customerId, { editionId: one.edition.id })
    await grantAccess(customerId, { productId: two.id })
    const endsAt = plusSeconds(new Date(), 3600)
    await grantAccess(customerId, { groupName: "films" }, { endsAt })
    await grantAccess(customerId, { groupName: "over" }, { endsAt: new Date() })
    const page = await listLibrary(customerId, all, new Date())
    expect(page.entries.map((entry) => entry.title).toSorted()).toEqual(["One", "Two"])
    expect(page.entries.map((entry) => entry.chosen.offer.reason)).toEqual(["granted", "granted"])
    expect(page.groups).toEqual([{ name: "films", until: endsAt }])
    await grantAccess(customerId, { groupName: "films" })
    const again = await listLibrary(customerId, all, new Date())
    expect(again.groups).toEqual([{ name: "films", until: null }])
  })

  test("opens a free sample that was got by its own button, not the product's to buy it", async () => {
    const editions = [{ title: "Sample", isSample: true, amount: 0 }, { title: "PDF" }]
    const [entry] = await entriesOf(await buy(await make("Book", { editions })))
    expect(entry?.editions.map((edition) => edition.title)).toEqual(["Sample"])
    expect(entry?.chosen).toMatchObject({ isSample: true, offer: { action: "download" } })
  })

  test("shows a purchase on the very next request, and its refund on the one after", async () => {
    const customerId = await makeCustomer(email)
    expect(await titlesOf(customerId)).toEqual([])
    const order = await makePaidOrder({ products: [await make("New")], email })
    expect(await titlesOf(customerId)).toEqual(["New"])
    await revoke(order.purchaseId)
    expect(await titlesOf(customerId)).toEqual([])
  })
})

describe("B42: searching and filtering", () => {
  test.each([
    ["moby", ["Moby-Dick; or, the Whale"]],
    ["MELVILLE whale", ["Moby-Dick; or, the Whale"]],
    ["whale lovelace", []],
    ["été", ["Un été"]],
    ["e\u0301te\u0301", ["Un été"]],
    ["100%", ["100% wool"]],
    ["%", ["100% wool"]],
    ["_", []],
    ['\'; DROP TABLE "Product"; --', []],
    ["", ["Un été", "100% wool", "Moby-Dick; or, the Whale"]],
  ])("%j finds %j", async (text, titles) => {
    const customerId = await buy(
      await make("Moby-Dick; or, the Whale", { people: ["Herman Melville"] }),
      3,
    )
    await buy(await make("100% wool", { people: ["Ada Lovelace"] }), 2)
    await buy(await make("Un été".normalize("NFD")), 1)
    const found = await titlesOf(customerId, readLibraryQuery({ q: text }))
    expect(found.map((title) => title.normalize("NFC"))).toEqual(titles)
  })

  test("a kind shows that kind", async () => {
    const customerId = await buy(await make("Film", { kind: "video" }))
    await buy(await make("Book"))
    expect(await titlesOf(customerId, { kind: "video" })).toEqual(["Film"])
    expect(await titlesOf(customerId, { kind: "article" })).toEqual([])
  })
})

describe("B42: archiving", () => {
  test("takes a product out of sight, and back; it stays open", async () => {
    const [kept, put] = [await make("Kept"), await make("Put away")]
    const customerId = await buy(kept)
    await buy(put)
    expect(await archiveProduct(customerId, put.slug)).toBe(true)
    expect(await archiveProduct(customerId, put.slug)).toBe(true)
    expect(await titlesOf(customerId)).toEqual(["Kept"])
    const [archived] = await entriesOf(customerId, { isArchived: true })
    expect(archived).toMatchObject({ title: "Put away", isArchived: true })
    expect(archived?.chosen.offer.action).toBe("download")
    const { counts } = await listLibrary(customerId, all, new Date())
    expect(counts).toEqual({ shown: 1, archived: 1 })
    expect(await unarchiveProduct(customerId, put.slug)).toBe(true)
    expect(await unarchiveProduct(customerId, put.slug)).toBe(false)
    expect(await titlesOf(customerId, { isArchived: true })).toEqual([])
    expect((await titlesOf(customerId)).toSorted()).toEqual(["Kept", "Put away"])
  })

  test("is undone by buying it anew", async () => {
    const product = await make("Rented")
    const customerId = await buy(product)
    await archiveProduct(customerId, product.slug)
    expect(await titlesOf(customerId)).toEqual([])
    await buy(product, -0.001)
    const later = plusSeconds(new Date(), 60)
    const { entries } = await listLibrary(customerId, all, later)
    expect(entries.map((entry) => entry.title)).toEqual(["Rented"])
  })

  test("is of one's own things alone: somebody else's and nothing's are the same no", async () => {
    const product = await make("Theirs")
    const theirs = await buy(product, 1, "eve@example.com")
    const customerId = await buy(await make("Mine"))
    expect(await archiveProduct(customerId, product.slug)).toBe(false)
    expect(await archiveProduct(customerId, "no-such-thing")).toBe(false)
    await archiveProduct(theirs, product.slug)
    expect(await unarchiveProduct(customerId, product.slug)).toBe(false)
    expect(await titlesOf(theirs, { isArchived: true })).toEqual(["Theirs"])
    expect(await db().archivedProduct.count()).toBe(1)
  })
})

describe("B42: paging", () => {
  test("shows every product once, also those of one instant and those a microsecond apart", async () => {
    const startsAt = plusSeconds(new Date(), -3600)
    const customerId = await makeCustomer()
    for (let n = 0; n < 7; n++)
      await grantAccess(customerId, { productId: (await make(`${n}`)).id }, { startsAt })
    const [one, two] = await db().entitlement.findMany({ take: 2 })
    for (const [n, row] of [one, two].entries())
      await db()
        .$executeRaw`UPDATE "Entitlement" SET "startsAt" = "startsAt" + ${n + 1}::int * interval '1 microsecond' WHERE "id" = ${row?.id}::uuid`
    const whole = await titlesOf(customerId)
    expect(new Set(whole).size).toBe(7)
    for (const limit of [1, 2, 3, 6, 7]) {
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await listHeld(customerId, { ...all, after }, new Date(), limit)
        seen.push(...page.products.map((product) => product.title))
        after = page.next ?? undefined
      } while (after)
      expect(seen).toEqual(whole)
    }
  })

  test("takes a cursor that it did not make for none", async () => {
    const customerId = await buy(await make("One"))
    const forged = Buffer.from("2026-13-45T99:99:99.000000Z '; DROP").toString("base64url")
    for (const after of ["", "x", "%00", forged])
      expect(await titlesOf(customerId, { after })).toEqual(["One"])
  })
})
