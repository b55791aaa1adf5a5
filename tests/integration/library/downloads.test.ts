import { describe, expect, test } from "vitest"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { recordUncountedDownload } from "@/lib/delivery/store/downloads"
import { newId } from "@/lib/tokens"
import {
  bytesOf,
  click,
  clickInLibrary,
  countDownloads,
  downloadsLeft,
  get,
  rotateLink,
  sha256,
} from "@/tests/support/delivery-requests"
import {
  type MadeOrder,
  makePaidOrder,
  makeProduct,
  makeRelease,
  revoke,
} from "@/tests/support/factories"
import { grantAccess, makeCustomer } from "@/tests/support/grant-access"
import { makeSession } from "@/tests/support/session"
import { makeOwnOrder, type SignedInOrder } from "@/tests/support/signed-in-order"

const byLink = (order: SignedInOrder, fileId = order.file.id) => click(order.token, fileId)
const bySession = (order: SignedInOrder, fileId = order.file.id) =>
  clickInLibrary(order.cookie, fileId)

const statusesOf = async (clicks: Promise<Response>[]) =>
  (await Promise.all(clicks)).map((response) => response.status)

describe.each([
  ["the order's link", byLink, "Back to your order"],
  ["the library", bySession, "Back to your library"],
])("B23: the limit holds at %s:", (_, press, wayBack) => {
  test("five clicks get the file, the sixth a page that says why not and leads back", async () => {
    const order = await makeOwnOrder()
    for (let left = 4; left >= 0; left--) {
      const response = await press(order)
      expect(response.status).toBe(303)
      const file = await get(response.headers.get("location") ?? "")
      expect(sha256(await bytesOf(file))).toBe(order.file.sha256)
      expect(await downloadsLeft(order.purchaseId)).toBe(left)
    }
    const refused = await press(order)
    expect(refused.status).toBe(403)
    const page = await refused.text()
    expect(page).toContain("No downloads left")
    expect(page).toContain(wayBack)
  })

  test("one counter covers every file of every release of the edition", async () => {
    const product = await makeProduct()
    const update = await makeRelease(product, product.edition)
    const order = await makeOwnOrder({ products: [product], downloadsLeft: 2 })
    expect((await press(order, update.id)).status).toBe(303)
    expect((await press(order)).status).toBe(303)
    expect((await press(order, update.id)).status).toBe(403)
  })

  test("twenty clicks at once with one left get exactly one", async () => {
    const order = await makeOwnOrder({ downloadsLeft: 1 })
    const all = await statusesOf(Array.from({ length: 20 }, () => press(order)))
    expect(all.filter((status) => status === 303)).toHaveLength(1)
    expect(await countDownloads(order.purchaseId)).toBe(1)
  })

  test.each([
    ["refunded", "was refunded"],
    ["disputed", "is disputed"],
  ] as const)(
    "what is %s is refused, takes nothing, and ends its grants",
    async (reason, words) => {
      const order = await makeOwnOrder()
      const grant = (await press(order)).headers.get("location") ?? ""
      await revoke(order.purchaseId, reason)
      expect((await get(grant)).status).toBe(404)
      const refused = await press(order)
      expect(refused.status).toBe(403)
      expect(await refused.text()).toContain(words)
      expect(await downloadsLeft(order.purchaseId)).toBe(4)
    },
  )

  test("a rental that has ended is refused", async () => {
    const order = await makeOwnOrder({ endsAt: new Date(Date.now() - 1) })
    const refused = await press(order)
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain("Access has ended")
  })

  test("a file of somebody else, or not released yet, or of nobody is the same 404", async () => {
    const [product, other] = [await makeProduct(), await makePaidOrder()]
    const releasedAt = plusSeconds(new Date(), 60)
    const later = await makeRelease(product, product.edition, { releasedAt })
    const order = await makeOwnOrder({ products: [product] })
    const ids = [other.file.id, later.id, newId(), "garbled", ""]
    const answers = await Promise.all(ids.map((id) => press(order, id)))
    const shown = await Promise.all(
      answers.map(async (one) => [one.status, [...one.headers], await one.text()]),
    )
    expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(shown[0]?.[0]).toBe(404)
    expect(await downloadsLeft(order.purchaseId)).toBe(5)
    expect(await downloadsLeft(other.purchaseId)).toBe(5)
  })
})

test("B23, fault 22: fifty clicks at once, by link and by session mixed, get exactly the five of the limit", async () => {
  const order = await makeOwnOrder()
  const clicks = Array.from({ length: 50 }, (_, n) => (n % 2 ? byLink(order) : bySession(order)))
  const all = await statusesOf(clicks)
  expect(all.filter((status) => status === 303)).toHaveLength(5)
  expect(all.filter((status) => status === 403)).toHaveLength(45)
  expect(await downloadsLeft(order.purchaseId)).toBe(0)
  expect(await countDownloads(order.purchaseId)).toBe(5)
})

describe("the library's downloads", () => {
  test("two purchases of one edition give what both have, and no more", async () => {
    const product = await makeProduct()
    const first = await makeOwnOrder({ products: [product], downloadsLeft: 2 })
    await makePaidOrder({ products: [product], email: first.email, downloadsLeft: 1 })
    const all = await statusesOf(Array.from({ length: 10 }, () => bySession(first)))
    expect(all.filter((status) => status === 303)).toHaveLength(3)
  })

  test.each([
    ["its edition", async (order: MadeOrder) => ({ editionId: order.product.edition.id })],
    ["its product", async (order: MadeOrder) => ({ productId: order.product.id })],
    ["its group", async () => ({ groupName: "films" })],
  ])("what is given through %s takes nothing from a purchase", async (_, whatOf) => {
    const product = await makeProduct({ groups: ["films"] })
    const order = await makeOwnOrder({ products: [product] })
    const entitlementId = await grantAccess(order.customerId, await whatOf(order))
    const response = await bySession(order)
    expect(response.status).toBe(303)
    expect(await downloadsLeft(order.purchaseId)).toBe(5)
    const [download] = await db().download.findMany()
    expect(download).toMatchObject({ entitlementId, purchaseId: null })
    const grant = response.headers.get("location") ?? ""
    expect(sha256(await bytesOf(await get(grant)))).toBe(order.file.sha256)

    await db().entitlement.update({ where: { id: entitlementId }, data: { endsAt: new Date() } })
    expect((await get(grant)).status).toBe(404)
    expect((await bySession(order)).status).toBe(303)
    expect(await downloadsLeft(order.purchaseId)).toBe(4)
  })

  test("what is given alone opens without a purchase, until it is taken back", async () => {
    const product = await makeProduct({ groups: ["films"] })
    const customerId = await makeCustomer()
    const { cookie } = await makeSession(customerId)
    const file = product.edition.file.id
    expect((await clickInLibrary(cookie, file)).status).toBe(404)
    const id = await grantAccess(customerId, { groupName: "films" })
    expect((await clickInLibrary(cookie, file)).status).toBe(303)
    await db().entitlement.update({ where: { id }, data: { revokedAt: new Date() } })
    const refused = await clickInLibrary(cookie, file)
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain("Access has ended")
  })

  test("what was given is taken back between the look and the taking: no grant", async () => {
    const product = await makeProduct()
    const customerId = await makeCustomer()
    const at = new Date()
    const period = { endsAt: at }
    const entitlementId = await grantAccess(customerId, { productId: product.id }, period)
    const fileId = product.edition.file.id
    const grant = { id: newId(), fileId, network: null, userAgent: null, expiresAt: at }
    expect(await recordUncountedDownload({ ...grant, entitlementId }, at)).toBe(false)
    const paid = await makePaidOrder()
    const { id } = await db().entitlement.findFirstOrThrow({
      where: { purchaseId: paid.purchaseId },
    })
    expect(await recordUncountedDownload({ ...grant, entitlementId: id }, at)).toBe(false)
    expect(await db().download.count()).toBe(0)
  })

  test("a grant of a group ends when its product leaves the group", async () => {
    const product = await makeProduct({ groups: ["films"] })
    const customerId = await makeCustomer()
    const { cookie } = await makeSession(customerId)
    await grantAccess(customerId, { groupName: "films" })
    const response = await clickInLibrary(cookie, product.edition.file.id)
    const grant = response.headers.get("location") ?? ""
    expect((await get(grant)).status).toBe(200)
    await db().product.update({ where: { id: product.id }, data: { groups: [] } })
    expect((await get(grant)).status).toBe(404)
  })

  test("a new link of the order ends the grants of the old one, not those of a session", async () => {
    const order = await makeOwnOrder()
    const [link, session] = [await byLink(order), await bySession(order)]
    await rotateLink(order)
    expect((await get(link.headers.get("location") ?? "")).status).toBe(404)
    expect((await get(session.headers.get("location") ?? "")).status).toBe(200)
  })

  test("an archived product's owners keep their files (K24)", async () => {
    const product = await makeProduct({ archivedAt: new Date() })
    const order = await makeOwnOrder({ products: [product] })
    expect((await bySession(order)).status).toBe(303)
  })
})
