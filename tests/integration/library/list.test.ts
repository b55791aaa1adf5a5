import { describe, expect, test } from "vitest"
import type { ProductKind } from "@/lib/catalog/rules"
import { listCatalogue } from "@/lib/catalog/store/catalogue"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { listOffers } from "@/lib/entitlements/list-offers"
import { listLibrary } from "@/lib/library/list-library"
import { type MadeOrder, makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"
import { grantAccess, makeCustomer } from "@/tests/support/grant-access"
import { buyTitle, entriesOf, makeTitle, titlesOf, wholeLibrary } from "@/tests/support/own-library"

const email = "ada@example.com"

describe("B42: the library", () => {
  test("lists what was bought, the newest purchase first, one entry a product", async () => {
    const [old, recent, middle] = [
      await makeTitle("Old"),
      await makeTitle("Recent"),
      await makeTitle("Middle"),
    ]
    const customerId = await buyTitle(old, 30)
    await buyTitle(recent, 1)
    await buyTitle(middle, 10)
    expect(await titlesOf(customerId)).toEqual(["Recent", "Middle", "Old"])
    await buyTitle(old, 0)
    expect(await titlesOf(customerId)).toEqual(["Old", "Recent", "Middle"])
  })

  test("shows the owned editions of a product, and no other", async () => {
    const editions = [{ title: "PDF" }, { title: "EPUB" }, { title: "Audio" }]
    const product = await makeTitle("Book", { editions })
    const [, epub] = product.editions
    if (!epub) throw new Error("Three editions were made.")
    const customerId = await buyTitle({ ...product, edition: epub })
    const [entry] = await entriesOf(customerId)
    expect(entry?.editions.map((edition) => edition.title)).toEqual(["EPUB"])
    await buyTitle(product)
    const [both] = await entriesOf(customerId)
    expect(both?.editions.map((edition) => edition.title)).toEqual(["PDF", "EPUB"])
  })

  test("S8: shows nothing of anybody else", async () => {
    const mine = await buyTitle(await makeTitle("Mine"))
    const theirs = await buyTitle(await makeTitle("Theirs"), 1, "eve@example.com")
    expect(await titlesOf(mine)).toEqual(["Mine"])
    expect(await titlesOf(theirs)).toEqual(["Theirs"])
    expect(await titlesOf(await makeCustomer())).toEqual([])
  })

  test("S3: has the button of each kind, for the same reason as everywhere", async () => {
    for (const kind of ["file", "video", "article"] as const) {
      const customerId = await buyTitle(await makeTitle("It", { kind }), 1, `${kind}@example.com`)
      const [entry] = await entriesOf(customerId)
      const action = { file: "download", video: "watch", article: "read" }[kind]
      expect(entry?.chosen.offer).toMatchObject({ action, reason: "purchased", isInLibrary: true })
    }
  })

  test("keeps what has no downloads left and what is disputed, says why, and drops what was refunded or ended", async () => {
    const used = await makeTitle("Used up")
    const customerId = await buyTitle(used)
    await db().purchase.updateMany({ data: { downloadsLeft: 0 } })
    const refunded = await makePaidOrder({ products: [await makeTitle("Refunded")], email })
    await revoke(refunded.purchaseId, "refunded")
    const disputed = await makePaidOrder({ products: [await makeTitle("Disputed")], email })
    await revoke(disputed.purchaseId, "disputed")
    await makePaidOrder({ products: [await makeTitle("Ended")], email, endsAt: new Date() })
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
    const product = await makeTitle("Both")
    const customerId = await buyTitle(product)
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
    const film = await makeTitle("Film", { kind: "video" })
    const order = await makePaidOrder({ products: [film], endsAt })
    const [entry] = await entriesOf(order.customerId)
    expect(entry?.chosen.offer).toMatchObject({ action: "watch", until: endsAt })
  })

  test("keeps what is no longer sold (K24)", async () => {
    const product = await makeTitle("Retired", { archivedAt: new Date() })
    expect(await titlesOf(await buyTitle(product))).toEqual(["Retired"])
  })

  test("shows what was given by edition or product, and a group as one line, not as its products", async () => {
    const customerId = await makeCustomer()
    const [one, two] = [await makeTitle("One"), await makeTitle("Two", { editions: [{}, {}] })]
    for (let count = 0; count < 3; count++) await makeTitle("Film", { groups: ["films"] })
    await grantAccess(customerId, { editionId: one.edition.id })
    await grantAccess(customerId, { productId: two.id })
    const endsAt = plusSeconds(new Date(), 3600)
    await grantAccess(customerId, { groupName: "films" }, { endsAt })
    await grantAccess(customerId, { groupName: "over" }, { endsAt: new Date() })
    const page = await listLibrary(customerId, wholeLibrary, new Date(), null)
    expect(page.entries.map((entry) => entry.title).toSorted()).toEqual(["One", "Two"])
    expect(page.entries.map((entry) => entry.chosen.offer.reason)).toEqual(["granted", "granted"])
    const films = { name: "films", isOpen: true, source: "grant", reason: "granted" }
    expect(page.groups).toEqual([{ ...films, until: endsAt }])
    await grantAccess(customerId, { groupName: "films" })
    const again = await listLibrary(customerId, wholeLibrary, new Date(), null)
    expect(again.groups).toEqual([{ ...films, until: null }])
  })

  test("opens a free sample that was got by its own button, not the product's to buy it", async () => {
    const editions = [{ title: "Sample", isSample: true, amount: 0 }, { title: "PDF" }]
    const [entry] = await entriesOf(await buyTitle(await makeTitle("Book", { editions })))
    expect(entry?.editions.map((edition) => edition.title)).toEqual(["Sample"])
    expect(entry?.chosen).toMatchObject({ isSample: true, offer: { action: "download" } })
  })

  test("shows a purchase on the very next request, and its refund on the one after", async () => {
    const customerId = await makeCustomer(email)
    expect(await titlesOf(customerId)).toEqual([])
    const order = await makePaidOrder({ products: [await makeTitle("New")], email })
    expect(await titlesOf(customerId)).toEqual(["New"])
    await revoke(order.purchaseId)
    expect(await titlesOf(customerId)).toEqual([])
  })
})

describe("S3, B16: the library's button is the one of the catalogue, for the same reason,", () => {
  test.each<[string, ProductKind, (order: MadeOrder) => Promise<unknown>]>([
    ["what was bought", "file", async () => null],
    ["a film", "video", async () => null],
    ["an article", "article", async () => null],
    [
      "what has no downloads left",
      "file",
      () => db().purchase.updateMany({ data: { downloadsLeft: 0 } }),
    ],
    ["what is disputed", "file", (order) => revoke(order.purchaseId, "disputed")],
    [
      "what is disputed and was paid for again",
      "file",
      async ({ email: address, product, purchaseId }) => {
        await revoke(purchaseId, "disputed")
        const again = await makePaidOrder({
          products: [product],
          email: address,
          status: "processing",
        })
        await db().entitlement.deleteMany({ where: { purchaseId: again.purchaseId } })
        await db().purchase.delete({ where: { id: again.purchaseId } })
      },
    ],
    [
      "what was refunded and given",
      "file",
      async ({ customerId, product, purchaseId }) => {
        await revoke(purchaseId)
        await grantAccess(customerId, { productId: product.id })
      },
    ],
    [
      "what was bought and is open with its group",
      "file",
      ({ customerId }) => grantAccess(customerId, { groupName: "films" }),
    ],
  ])("of %s (%s)", async (_, kind, change) => {
    const editions = [{ title: "PDF" }, { title: "EPUB", amount: 999 }]
    const product = await makeProduct({ kind, editions, groups: ["films"] })
    const order = await makePaidOrder({ products: [product], email })
    await change(order)
    const [entry] = await entriesOf(order.customerId)
    const { products } = await listCatalogue({ now: new Date() })
    const visitor = { customerId: order.customerId, checkoutIds: [] }
    const [listed] = await listOffers(products, visitor, new Date(), null)
    const offer = listed?.chosen?.offer ?? never()
    expect(entry?.chosen.offer).toEqual(offer)
  })
})

function never(): never {
  throw new Error("The catalogue has no such product.")
}
