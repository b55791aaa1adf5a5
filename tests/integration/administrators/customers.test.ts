import { describe, expect, it } from "vitest"
import { listChanges } from "@/lib/audit/store"
import { DAY, now, plusSeconds } from "@/lib/clock"
import { findCustomers } from "@/lib/customers/store/find-customers"
import { findKnownCustomer, listAccessEntries } from "@/lib/customers/store/whole-customer"
import { db } from "@/lib/db"
import { endGrant } from "@/lib/entitlements/end-grant"
import { grantAccess } from "@/lib/entitlements/grant-access"
import { listAccess } from "@/lib/entitlements/store/access"
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
