import { beforeEach, describe, expect, it, vi } from "vitest"
import { GET, POST } from "@/app/api/account/export/route"
import { exportCustomer, exportSections } from "@/lib/account/export-customer"
import { db } from "@/lib/db"
import { makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"
import { leaveNoModules } from "@/tests/support/own-modules"
import { makePerson } from "@/tests/support/person"
import { startSelling } from "@/tests/support/selling"
import { makeSession } from "@/tests/support/session"

const jar = vi.hoisted(() => {
  // What another file of this worker has loaded has Next's own.
  vi.resetModules()
  return { token: "" }
})
leaveNoModules()
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => (jar.token ? { value: jar.token } : undefined) }),
}))

const { sandbox } = await startSelling()
beforeEach(() => {
  jar.token = ""
})

type Exported = Record<string, Record<string, unknown>[]> & { customer: Record<string, unknown> }
async function exportOf(customerId: string): Promise<Exported> {
  const parts: string[] = []
  for await (const part of await exportCustomer(customerId)) parts.push(part)
  return JSON.parse(parts.join(""))
}

describe("B45: the export", () => {
  it("holds everything that the shop knows of a person", async () => {
    const { customerId, checkoutId } = await makePerson()
    const found = await exportOf(customerId)
    expect(found).toMatchObject({ format: "kiosk-customer-export", version: 1 })
    expect(found.customer).toMatchObject({ email: "ada@example.com", name: "Ada Lovelace" })
    expect(found.orders).toMatchObject([{ id: checkoutId, email: "Ada@Example.com" }])
    expect(found.orderLines).toMatchObject([{ checkoutId, amountTotal: 1999 }])
    expect(found.downloads).toMatchObject([{ network: "192.0.2.0/24" }])
    expect(found.positions).toMatchObject([{ seconds: 12.5 }])
    expect(found.mails).toMatchObject([{ kind: "receipt", recipient: "Ada@Example.com" }])
    expect(found.subscriptions).toMatchObject([{ status: "active" }])
    expect(found.invoices).toMatchObject([{ amountPaid: 900, number: expect.any(String) }])
    expect(found.trialUses).toMatchObject([{ mailboxKey: "ada@example.com" }])
    for (const { name } of exportSections)
      if (!["refunds", "refundRequests", "disputes", "papers", "customer"].includes(name))
        expect(found[name], name).not.toHaveLength(0)
    const types = (found.stripeEvents ?? []).map((event) => event.type)
    expect(types).toContain("checkout.session.completed")
    expect(types).toContain("charge.succeeded")
    expect(types).toContain("customer.created")
  })

  it("holds no token, no hash, and nothing of anybody else", async () => {
    const { customerId } = await makePerson()
    const other = await makePaidOrder({ email: "nada@example.com" })
    await makeSession(other.customerId)
    const text = JSON.stringify(await exportOf(customerId))
    for (const { tokenHash } of await db().session.findMany()) expect(text).not.toContain(tokenHash)
    expect(text).not.toContain("secret-hash")
    expect(text).not.toContain("nada@")
    expect(text).not.toContain(other.id)
  })

  it("lists the library: each file that may be opened, with size, SHA-256, version and licence", async () => {
    const product = await makeProduct({ editions: [{}, {}], groups: ["films"] })
    const order = await makePaidOrder({ products: [product] })
    const gone = await makePaidOrder({ email: order.email })
    await revoke(gone.purchaseId)
    const { library } = await exportOf(order.customerId)
    const { id } = await db().entitlement.findUniqueOrThrow({
      where: { purchaseId: order.purchaseId },
    })
    expect(library).toEqual([
      expect.objectContaining({
        name: order.file.name,
        size: order.file.bytes.length,
        sha256: order.file.sha256,
        version: "1.0",
        editionSlug: product.edition.slug,
        entitlementIds: [id],
      }),
    ])
  })

  it("forgets no table: each is in it, or is known to hold nobody", async () => {
    const impersonal = [
      "Cursor",
      "Setting",
      "RateLimit",
      "_prisma_migrations",
      "Product",
      "FormerSlug",
      "Edition",
      "Price",
      "Release",
      "ReleaseFile",
      "FormerSlug",
      "PlanFamily",
      "Plan",
      "PlanPrice",
      "DefaultPlanPeriod",
      "StripeProduct",
      "StripePrice",
      // What Stripe took of the shop.
      "BalanceTransaction",
      // Only of people who are erased, and of ids alone.
      "ForgottenReference",
    ]
    const rows = await db().$queryRaw<{ name: string }[]>`
      SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'`
    const exported = exportSections.map((section) => section.table)
    const known = [...impersonal, ...exported]
    expect(rows.map((row) => row.name).filter((name) => !known.includes(name))).toEqual([])
    // Whatever leads to a customer, by however many keys, is exported.
    const led = await db().$queryRaw<{ name: string }[]>`
      WITH RECURSIVE led AS (
        SELECT '"Customer"'::regclass AS relation
        UNION
        SELECT k.conrelid::regclass FROM pg_constraint k JOIN led ON k.confrelid = led.relation
        WHERE k.contype = 'f')
      SELECT c.relname::text AS name FROM led JOIN pg_class c ON c.oid = led.relation`
    expect(led.length).toBeGreaterThan(10)
    const left = led.map((row) => row.name).filter((name) => !exported.includes(name))
    expect(left).toEqual(["ForgottenReference"])
  })
})

describe("downloading the export", () => {
  const ask = (headers: Record<string, string> = {}) =>
    POST(new Request("http://localhost:3000/api/account/export", { method: "POST", headers }))

  it("answers a file that no cache keeps, to who is signed in alone", async () => {
    expect((await ask()).status).toBe(401)
    const order = await makePaidOrder()
    jar.token = (await makeSession(order.customerId)).token
    const answer = await ask()
    expect(answer.status).toBe(200)
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="my-data-/)
    expect(answer.headers.get("cache-control")).toBe("private, no-store")
    expect(await answer.json()).toMatchObject({ customer: { id: order.customerId } })
  })

  it("is refused to forms of other sites, to links, and too often", async () => {
    const order = await makePaidOrder()
    jar.token = (await makeSession(order.customerId)).token
    expect((await ask({ "sec-fetch-site": "cross-site" })).status).toBe(403)
    expect(GET().status).toBe(405)
    for (let n = 0; n < 5; n++) expect((await ask()).status).toBe(200)
    expect((await ask()).status).toBe(429)
  })

  it("leaves Stripe alone", async () => {
    const { customerId } = await makePerson()
    await sandbox.control("api", { mode: "error" })
    await exportOf(customerId)
    await sandbox.control("api", { mode: "ok" })
  })
})
