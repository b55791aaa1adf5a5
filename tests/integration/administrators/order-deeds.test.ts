import { describe, expect, it } from "vitest"
import { eraseCustomer } from "@/lib/account/erase-customer"
import { exportCustomer } from "@/lib/account/export-customer"
import { reassignOrder } from "@/lib/account/reassign-order"
import { listChanges } from "@/lib/audit/store"
import { isOwnCheckout } from "@/lib/checkout/find-own-checkout"
import { releaseOrder } from "@/lib/checkout/release-order"
import { findCheckout } from "@/lib/checkout/store/checkouts"
import { db } from "@/lib/db"
import { findOrder } from "@/lib/delivery/find-order"
import { openDownload } from "@/lib/delivery/open-download"
import { openGrant } from "@/lib/delivery/open-grant"
import { openStream, streamUrl } from "@/lib/delivery/open-stream"
import { tryFile } from "@/lib/delivery/try-file"
import { listAccess } from "@/lib/entitlements/store/access"
import { listLibrary } from "@/lib/library/list-library"
import { orderPath } from "@/lib/purchases/order-url"
import { listWrongPurchases } from "@/lib/purchases/store/verify"
import { giveBack, takeBack } from "@/lib/purchases/take-back"
import { reconcile } from "@/lib/webhooks/reconcile"
import { refundAt, revokedReason } from "@/tests/support/bought"
import { pay } from "@/tests/support/buyer"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { paidOrder, refundOrder, refundsAt } from "@/tests/support/refunding"
import { begin, startSelling } from "@/tests/support/selling"
import { entitlementOf } from "@/tests/support/streams"
import { deliver, eventOf, listEvents } from "@/tests/support/stripe-events"

const { sandbox } = await startSelling()
const by = { reason: "They wrote to us", actor: "admin@kiosk.test" }

async function deedsOf(id: string): Promise<string[]> {
  const { changes } = await listChanges({ subject: { kind: "order", id }, after: null, limit: 9 })
  return changes.map(({ action }) => action)
}

describe("B21: a purchase that an administrator closed", () => {
  it("stays closed through refunds, events told again, and the reconciler, until they open it", async () => {
    const { checkoutId, purchaseId, intent, paid } = await paidOrder(sandbox)
    await takeBack({ purchaseId, ...by })
    expect(await revokedReason()).toBe("taken_back")
    await deliver({ ...paid, id: "evt_test_again" })
    await deliver(await refundAt(sandbox.url, intent, 500))
    for (const event of await listEvents(sandbox.url)) await deliver(event)
    await reconcile()
    expect(await revokedReason()).toBe("taken_back")
    expect((await listWrongPurchases("00000000-0000-0000-0000-000000000000", 9)).wrong).toEqual([])
    await checkInvariants()
    await giveBack({ purchaseId, ...by })
    expect(await revokedReason()).toBeNull()
    expect(await deedsOf(checkoutId)).toEqual(["purchase.restore", "purchase.revoke"])
    await expect(giveBack({ purchaseId, ...by })).rejects.toThrow("No administrator closed")
  })

  it("is not opened by that where its money went back meanwhile", async () => {
    const { checkoutId, purchaseId } = await paidOrder(sandbox)
    await takeBack({ purchaseId, ...by })
    await refundOrder(checkoutId)
    await giveBack({ purchaseId, ...by })
    expect(await revokedReason()).toBe("refunded")
  })
})

describe("an order that was paid otherwise than asked", () => {
  async function withheld(): Promise<{ checkoutId: string; intent: string }> {
    await sandbox.control("deliveries", { mode: "hold" })
    const { url, checkoutId } = await begin(await makeProduct())
    await pay(url)
    const event = await eventOf(sandbox.url, "checkout.session.completed")
    const wrong = { amount_subtotal: 1500, amount_total: 1500 }
    await deliver({ ...event, data: { object: { ...event.data.object, ...wrong } } })
    return { checkoutId, intent: String(event.data.object.payment_intent) }
  }

  it("B20: is released to its buyer for what they paid, once, with one receipt", async () => {
    const { checkoutId } = await withheld()
    await releaseOrder({ orderId: checkoutId, ...by })
    const order = await db().checkout.findUniqueOrThrow({
      where: { id: checkoutId },
      include: { lines: true },
    })
    expect(order).toMatchObject({ status: "paid", amountTotal: 1500 })
    expect(order.lines).toMatchObject([{ amountTotal: 1500 }])
    expect(await revokedReason()).toBeNull()
    await expect(releaseOrder({ orderId: checkoutId, ...by })).rejects.toThrow("not withheld")
    expect(await deedsOf(checkoutId)).toEqual(["order.release"])
    await checkInvariants()
  })

  it("can be refunded instead, and opens nothing", async () => {
    const { checkoutId, intent } = await withheld()
    await refundOrder(checkoutId)
    expect(await refundsAt(sandbox.url, intent)).toEqual([1500])
    expect(await db().entitlement.count()).toBe(0)
  })
})

describe("B38: an order that is given to another address", () => {
  async function given() {
    const film = { name: "film.webm", contentType: "video/webm" }
    const product = await makeProduct({ editions: [{ files: [film] }] })
    const order = await makePaidOrder({ email: "ada@exmaple.com", products: [product] })
    const entitlementId = await entitlementOf(order.purchaseId)
    const opened = await openDownload({
      door: { kind: "library", customerId: order.customerId },
      fileId: order.file.id,
      network: null,
      userAgent: null,
    })
    if (opened.outcome !== "granted") throw new Error(opened.outcome)
    const grant = opened.url.split("/").at(-1) ?? ""
    const stream = streamUrl(entitlementId, order.file.id).split("/").at(-1) ?? ""
    expect([await openGrant(grant, true), await openStream(stream, null)]).not.toContain(null)
    await reassignOrder({ orderId: order.id, to: " Ada@Example.com", mails: true, ...by })
    return { order, grant, stream }
  }

  it("is in the new one's library, with its downloads and their log, and its receipt is mailed there", async () => {
    const { order } = await given()
    const { customerId, linkVersion } = await db().checkout.findUniqueOrThrow({
      where: { id: order.id },
    })
    const visitor = { customerId, checkoutIds: [] }
    const access = await listAccess([order.product.edition.id], visitor)
    expect(access.get(order.product.edition.id)?.entitlements).toMatchObject([
      { isInLibrary: true, downloadsLeft: 4, revokedAt: null },
    ])
    const query = { text: "", kind: undefined, isArchived: false, after: undefined }
    const shelf = await listLibrary(customerId ?? "", query, new Date(), null)
    expect(JSON.stringify(shelf)).toContain(order.product.slug)
    const path = orderPath(order.id, linkVersion)
    expect(await findOrder(path.split("/").at(-1) ?? "")).toMatchObject({
      email: "ada@example.com",
    })
    expect(await db().download.count({ where: { purchaseId: order.purchaseId } })).toBe(1)
    const mails = await db().mail.findMany({ where: { kind: "receipt" } })
    expect(mails).toMatchObject([{ recipient: "ada@example.com", cancelledAt: null }])
    expect(await deedsOf(order.id)).toEqual(["order.reassign"])
  })

  it("is lost to the old one at once: link, library, browser, downloads and films under way", async () => {
    const { order, grant, stream } = await given()
    expect(await findOrder(order.token)).toBeNull()
    expect([await openGrant(grant, true), await openStream(stream, null)]).toEqual([null, null])
    const visitor = { customerId: order.customerId, checkoutIds: [order.id] }
    expect((await listAccess([order.product.edition.id], visitor)).size).toBe(0)
    const checkout = await findCheckout(order.id)
    expect(checkout && isOwnCheckout(checkout, visitor)).toBe(false)
    let text = ""
    for await (const part of await exportCustomer(order.customerId)) text += part
    expect(text).not.toContain("ada@example.com")
  })

  it("is refused of whom the shop has forgotten, of what is not paid, and to whom has it", async () => {
    const order = await makePaidOrder({ email: "bea@example.com" })
    const to = (address: string) =>
      reassignOrder({ orderId: order.id, to: address, mails: false, ...by })
    await expect(to("bea@example.com")).rejects.toThrow("already")
    await expect(to("nobody")).rejects.toThrow("like name@example.com")
    const open = await makePaidOrder({ status: "expired" })
    await expect(
      reassignOrder({ orderId: open.id, to: "c@example.com", mails: false, ...by }),
    ).rejects.toThrow("Only a paid order")
    await eraseCustomer(order.customerId)
    await expect(to("new@example.com")).rejects.toThrow("forgotten at their wish")
  })
})

it("B35: trying a file takes none of the buyer's downloads, leaves no trace in their log, and is the administrator's", async () => {
  const order = await makePaidOrder()
  const file = await tryFile(order.file.id, "admin@kiosk.test")
  expect(file).toMatchObject({ name: order.file.name, sha256: order.file.sha256 })
  expect(await tryFile(order.id, "admin@kiosk.test")).toBeNull()
  expect(await tryFile("../secret", "admin@kiosk.test")).toBeNull()
  expect(await db().download.count()).toBe(0)
  const { downloadsLeft, openedAt } = await db().purchase.findFirstOrThrow()
  expect([downloadsLeft, openedAt]).toEqual([5, null])
  expect(await db().auditEntry.findMany()).toMatchObject([
    { action: "file.try", actor: "admin@kiosk.test", subjectId: order.file.id },
  ])
})
