import { describe, expect, it } from "vitest"
import { listRecords } from "@/app/admin/customers/list-records"
import { listChanges, listChangesAbout, recordChange } from "@/lib/audit/store"
import { DAY, now, plusSeconds } from "@/lib/clock"
import { findCustomers } from "@/lib/customers/store/find-customers"
import { findKnownCustomer, listAccessEntries } from "@/lib/customers/store/whole-customer"
import { db } from "@/lib/db"
import { listCustomerDownloads } from "@/lib/delivery/store/customer-downloads"
import { endGrant } from "@/lib/entitlements/end-grant"
import { grantAccess } from "@/lib/entitlements/grant-access"
import { listAccess } from "@/lib/entitlements/store/access"
import { newId } from "@/lib/tokens"
import { makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"
import { makeCustomer } from "@/tests/support/grant-access"

const emails = async (beginning: string) =>
  (await findCustomers({ beginning, after: null, limit: 25 })).customers.map(({ email }) => email)

describe("K17: customers", () => {
  it("are found by the beginning of their address, newest first, and nothing in it is a wildcard", async () => {
    for (const email of [
      "ada@example.com",
      "adam@example.com",
      "a_b@example.com",
      "bea@example.com",
    ])
      await makeCustomer(email)
    const gone = await makeCustomer("adele@example.com")
    await db().customer.update({ where: { id: gone }, data: { email: null } })
    expect(await emails("ada")).toEqual(["adam@example.com", "ada@example.com"])
    expect(await emails("a_")).toEqual(["a_b@example.com"])
    expect(await emails("%")).toEqual([])
    expect(await emails("")).toHaveLength(4)
    expect(await findKnownCustomer(gone)).toBeNull()
  })

  it("come page by page, with what they have", async () => {
    for (const email of [
      "ada@example.com",
      "ada@example.com",
      "bea@example.com",
      "cleo@example.com",
    ])
      await makePaidOrder({ email })
    const first = await findCustomers({ beginning: "", after: null, limit: 2 })
    const second = await findCustomers({ beginning: "", after: first.next, limit: 2 })
    expect([first, second].map(({ customers }) => customers.map(({ email }) => email))).toEqual([
      ["cleo@example.com", "bea@example.com"],
      ["ada@example.com"],
    ])
    expect(second.next).toBeNull()
    expect(second.customers[0]).toMatchObject({ purchases: 2, hasSubscription: false })
  })

  it("have each entitlement listed with why it is open, or is not", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    await revoke(order.purchaseId, "refunded")
    expect(await listAccessEntries(order.customerId)).toMatchObject([
      { source: "purchase", revokedReason: "refunded" },
    ])
  })
})

describe("K17: a customer's page", () => {
  it("has what happened with them, the newest twenty of each kind, and nothing of anybody else's", async () => {
    const other = await makePaidOrder({ email: "eve@example.com" })
    const { id, customerId, purchaseId, product } = await makePaidOrder({
      email: "ada@example.com",
    })
    const grants = async (of: string, count: number, network: string, from: number) => {
      const entitlement = await db().entitlement.findUniqueOrThrow({ where: { purchaseId: of } })
      const rows = Array.from({ length: count }, (_, n) => ({
        id: newId(),
        entitlementId: entitlement.id,
        purchaseId: of,
        fileId: product.edition.file.id,
        network,
        createdAt: plusSeconds(now(), from + n),
        expiresAt: plusSeconds(now(), DAY),
      }))
      await db().download.createMany({ data: rows })
      return rows.map((row) => row.id).toReversed()
    }
    const clicks = await grants(purchaseId, 21, "192.0.2.0/24", 0)
    await grants(other.purchaseId, 1, "198.51.100.0/24", 99)
    await db().customer.update({
      where: { id: customerId },
      data: { stripeCustomerId: "cus_ada" },
    })
    await db().checkout.update({ where: { id }, data: { stripePaymentIntentId: "pi_ada" } })
    await db().checkout.update({
      where: { id: other.id },
      data: { stripePaymentIntentId: "pi_eve" },
    })
    const told = [
      ["evt_1", { id: "re_1", payment_intent: "pi_ada" }],
      ["evt_2", { id: "sub_1", customer: "cus_ada" }],
      ["evt_3", { id: "cus_ada" }],
      ["evt_4", { id: "re_2", payment_intent: "pi_eve" }],
    ] as const
    for (const [event, object] of told)
      await db().stripeEvent.create({
        data: {
          id: event,
          type: "refund.created",
          livemode: false,
          payload: { data: { object } },
          createdAt: now(),
        },
      })
    await db().mail.create({
      data: { id: newId(), kind: "links", subject: "1", recipient: "Ada@example.com" },
    })
    for (const [action, kind, subject] of [
      ["customer.order-given", "customer", customerId],
      ["order.resend-receipt", "order", id],
      ["administrator.add", "administrator", "ada@example.com"],
      ["order.rotate-link", "order", other.id],
    ] as const)
      await recordChange({
        subject: { kind, id: subject },
        actor: "admin@kiosk.test",
        action,
        before: null,
        after: null,
      })
    const records = await listRecords(customerId, "ada@example.com")
    expect(records.downloads.map((one) => one.id)).toEqual(clicks.slice(0, 20))
    const newest = await listCustomerDownloads(customerId, { after: null, limit: 20 })
    expect(newest.next).toBe(clicks[19])
    const rest = await listCustomerDownloads(customerId, { after: newest.next, limit: 20 })
    expect(rest.downloads.map((one) => one.id)).toEqual(clicks.slice(20))
    expect(rest.next).toBeNull()
    expect(records.downloads[0]).toMatchObject({
      file: product.edition.file.name,
      version: "1.0",
      network: "192.0.2.0/24",
      orderId: id,
      productTitle: product.title,
    })
    expect(records.orders.map((order) => order.id)).toEqual([id])
    expect(records.events.map((event) => event.id).sort()).toEqual(["evt_1", "evt_2", "evt_3"])
    expect(records.mails).toMatchObject([{ kind: "links", recipient: "Ada@example.com" }])
    expect(records.changes.map(({ action }) => action)).toEqual([
      "administrator.add",
      "order.resend-receipt",
      "customer.order-given",
    ])
    const first = await listChangesAbout(customerId, { after: null, limit: 2 })
    const second = await listChangesAbout(customerId, { after: first.next, limit: 2 })
    expect(second).toMatchObject({ changes: [{ action: "customer.order-given" }], next: null })
  })
})

describe("B76: a grant", () => {
  const by = { reason: "Reviewer", actor: "admin@kiosk.test" }

  it("opens a product without an order until its end, and closes when it is taken back", async () => {
    const product = await makeProduct()
    const customerId = await makeCustomer()
    const isOpen = async () => {
      const found = await listAccess([product.edition.id], { customerId, checkoutIds: [] })
      return (found.get(product.edition.id)?.entitlements ?? []).some(
        ({ endsAt }) => !endsAt || endsAt > now(),
      )
    }
    expect(await isOpen()).toBe(false)
    const endsAt = plusSeconds(now(), 30 * DAY)
    const grantId = await grantAccess({ customerId, what: product.slug, endsAt, ...by })
    expect(await isOpen()).toBe(true)
    expect(await db().checkout.count()).toBe(0)
    await endGrant({ grantId, reason: "A mistake", actor: "bea@example.com" })
    expect(await isOpen()).toBe(false)
    await expect(endGrant({ grantId, ...by })).rejects.toMatchObject({ code: "conflict" })
    const { changes } = await listChanges({
      subject: { kind: "customer", id: customerId },
      after: null,
      limit: 10,
    })
    expect(changes).toMatchObject([
      { action: "access.end", actor: "bea@example.com", reason: "A mistake" },
      { action: "access.grant", actor: "admin@kiosk.test", reason: "Reviewer", before: null },
    ])
  })

  it("opens everything in a group that there is", async () => {
    const product = await makeProduct()
    await db().product.update({ where: { id: product.id }, data: { groups: ["noir"] } })
    const customerId = await makeCustomer()
    await grantAccess({ customerId, what: "group:noir", endsAt: null, ...by })
    const found = await listAccess([product.edition.id], { customerId, checkoutIds: [] })
    expect(found.get(product.edition.id)?.entitlements).toMatchObject([{ source: "grant" }])
  })

  it("of what there is not, or of a past day, is refused, and nothing is written", async () => {
    const customerId = await makeCustomer()
    const { slug } = await makeProduct()
    for (const [what, endsAt] of [
      ["nowhere", null],
      ["group:nothing", null],
      [slug, plusSeconds(now(), -1)],
    ] as const)
      await expect(grantAccess({ customerId, what, endsAt, ...by })).rejects.toMatchObject({
        code: "invalid",
      })
    expect(await db().entitlement.count()).toBe(0)
    expect(await db().auditEntry.count()).toBe(0)
  })

  it("is the only entitlement that can be taken back so", async () => {
    const order = await makePaidOrder()
    const { id } = await db().entitlement.findUniqueOrThrow({
      where: { purchaseId: order.purchaseId },
    })
    await expect(endGrant({ grantId: id, ...by })).rejects.toMatchObject({ code: "not-found" })
  })
})
