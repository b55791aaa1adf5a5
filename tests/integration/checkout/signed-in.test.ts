import { describe, expect, it } from "vitest"
import { fulfilCheckout } from "@/lib/checkout/fulfil-checkout"
import { saveCustomer } from "@/lib/customers/store"
import { db } from "@/lib/db"
import type { Visitor } from "@/lib/entitlements/store"
import { findSession } from "@/lib/stripe/objects"
import { pay, submit } from "@/tests/support/buyer"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { begin, click, startSelling } from "@/tests/support/selling"
import { callStripe } from "@/tests/support/stripe-events"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()

async function signedIn(email = "ada@example.com"): Promise<Visitor & { customerId: string }> {
  return { customerId: await saveCustomer({ email, name: "Ada" }), checkoutIds: [] }
}

async function listStripe(path: string): Promise<Record<string, unknown>[]> {
  const { data } = await callStripe(sandbox.url, `${path}limit=100`)
  return Array.isArray(data) ? data : []
}
const sessions = () => listStripe("checkout/sessions?")
const charges = () => listStripe("charges?")
const payerOf = async (id: string) =>
  (await db().customer.findUniqueOrThrow({ where: { id } })).stripeCustomerId ?? ""

const paid = (checkoutId: string) =>
  waitUntil(
    async () => (await db().checkout.findUnique({ where: { id: checkoutId } }))?.status === "paid",
    "the order to be paid",
  )

describe("D5: a signed-in customer", () => {
  it("pays the second time with the card that was saved the first time, in one click", async () => {
    const visitor = await signedIn()
    const first = await begin(await makeProduct(), { visitor })
    await pay(first.url, undefined, { saveCard: "yes" })
    await paid(first.checkoutId)

    const second = await begin(await makeProduct(), { visitor })
    const page = await (await fetch(second.url)).text()
    expect(page).toContain("Visa ending in 4242")
    const [card] = await listStripe(
      `payment_methods?customer=${await payerOf(visitor.customerId)}&type=card&`,
    )
    expect((await submit(second.url, { savedMethod: String(card?.id) })).status).toBe(303)
    await paid(second.checkoutId)
    expect(await charges()).toMatchObject([
      { payment_method: card?.id, paid: true },
      { payment_method: card?.id, paid: true },
    ])
    expect(await db().purchase.count({ where: { customerId: visitor.customerId } })).toBe(2)
    expect(await listStripe("customers?")).toHaveLength(1)
    await checkInvariants()
  })

  it("owns the order from the click on, in whatever browser it is waited for", async () => {
    const visitor = await signedIn()
    const product = await makeProduct()
    const { url, checkoutId } = await begin(product, { visitor })
    expect(await db().checkout.findUniqueOrThrow({ where: { id: checkoutId } })).toMatchObject({
      customerId: visitor.customerId,
      status: "open",
    })
    await pay(url, "", { method: "bank" })
    await waitUntil(
      async () =>
        (await db().checkout.findFirstOrThrow({ where: { id: checkoutId } })).status ===
        "processing",
      "the wait",
    )
    expect(await click(product.edition.slug, { visitor })).toEqual({
      outcome: "pending",
      checkoutId,
    })
  })

  it("is known at Stripe as this shop's, by their own address", async () => {
    const visitor = await signedIn()
    await begin(await makeProduct(), { visitor })
    expect(await listStripe("customers?")).toMatchObject([
      { email: "ada@example.com", name: "Ada", metadata: { customer: visitor.customerId } },
    ])
    expect(await sessions()).toMatchObject([
      {
        customer: await payerOf(visitor.customerId),
        customer_email: null,
        saved_payment_method_options: { payment_method_save: "enabled" },
      },
    ])
  })

  it("keeps what they bought though another address stands at Stripe, and the receipt comes to theirs", async () => {
    const visitor = await signedIn()
    const { url, checkoutId } = await begin(await makeProduct(), { visitor })
    await db().customer.update({
      where: { id: visitor.customerId },
      data: { email: "ada@new.example" },
    })
    await pay(url)
    await paid(checkoutId)
    expect(await db().purchase.findFirstOrThrow()).toMatchObject({
      customerId: visitor.customerId,
    })
    expect(await db().customer.count()).toBe(1)
    expect(await db().mail.findMany()).toMatchObject([
      { kind: "receipt", recipient: "ada@new.example" },
    ])
  })

  it("who was erased while paying is a new customer by the address at Stripe", async () => {
    const visitor = await signedIn()
    const { url, checkoutId } = await begin(await makeProduct(), { visitor })
    await db().customer.update({
      where: { id: visitor.customerId },
      data: { email: null, erasedAt: new Date() },
    })
    await pay(url)
    await paid(checkoutId)
    const { customerId } = await db().purchase.findFirstOrThrow()
    expect(customerId).not.toBe(visitor.customerId)
    expect(await db().mail.findMany()).toMatchObject([{ recipient: "ada@example.com" }])
  })

  it("who was deleted at Stripe is made there anew, and the click goes on", async () => {
    const visitor = await signedIn()
    await begin(await makeProduct(), { visitor })
    const gone = await payerOf(visitor.customerId)
    await fetch(`${sandbox.url}/v1/customers/${gone}`, {
      method: "DELETE",
      headers: { authorization: "Bearer sk_test_x" },
    })
    const { url, checkoutId } = await begin(await makeProduct(), { visitor })
    expect(await payerOf(visitor.customerId)).not.toBe(gone)
    await pay(url)
    await paid(checkoutId)
  })

  it("gets to pay though Stripe failed while their customer was made", async () => {
    const visitor = await signedIn()
    const product = await makeProduct()
    await sandbox.control("api", { mode: "error", path: "/v1/customers", times: 1 })
    const { url, checkoutId } = await begin(product, { visitor })
    await pay(url)
    await paid(checkoutId)
  })
})

describe("B14: an accidental second purchase by a customer", () => {
  it("leads to what they own, in any browser; a deliberate one is a new order", async () => {
    const { customerId, product } = await makePaidOrder()
    const visitor = { customerId, checkoutIds: [] }
    expect(await click(product.edition.slug, { visitor })).toMatchObject({
      outcome: "owned",
      path: `/library/${product.slug}`,
    })
    expect((await click(product.edition.slug, { visitor, again: true })).outcome).toBe("redirect")
  })

  it("of a rental that runs leads to it; one that is over is rented again", async () => {
    const product = await makeProduct({
      kind: "video",
      editions: [{ amount: 399, accessSeconds: 3600 }],
    })
    const { customerId, purchaseId } = await makePaidOrder({
      products: [product],
      endsAt: new Date(Date.now() + 60_000),
    })
    const visitor = { customerId, checkoutIds: [] }
    expect((await click(product.edition.slug, { visitor })).outcome).toBe("owned")
    await db().entitlement.updateMany({ where: { purchaseId }, data: { endsAt: new Date() } })
    expect((await click(product.edition.slug, { visitor })).outcome).toBe("redirect")
  })

  it("is renting what they own for ever, and leads to that", async () => {
    const product = await makeProduct({
      kind: "video",
      editions: [{ amount: 999 }, { amount: 399, accessSeconds: 3600 }],
    })
    const { customerId } = await makePaidOrder({ products: [product] })
    const rental = product.editions[1]?.slug ?? ""
    expect(await click(rental, { visitor: { customerId, checkoutIds: [] } })).toEqual({
      outcome: "owned",
      path: `/watch/${product.slug}`,
    })
    expect((await click(rental)).outcome).toBe("redirect")
  })

  it("from two pages leads to one payment, also when both are clicked at once", async () => {
    const visitor = await signedIn()
    const product = await makeProduct()
    const tabs = await Promise.all([
      begin(product, { visitor }),
      begin(product, { visitor }),
      begin(product, { visitor }),
    ])
    expect(new Set(tabs.map(({ url }) => url)).size).toBe(1)
    await pay(tabs[0]?.url ?? "")
    await pay(tabs[1]?.url ?? "")
    await paid(tabs[0]?.checkoutId ?? "")
    expect(await charges()).toHaveLength(1)
    expect(await db().checkout.count()).toBe(1)
    await checkInvariants()
  })

  it("from a page that was paid elsewhere, before any webhook, leads to what was bought", async () => {
    await sandbox.control("deliveries", { mode: "hold" })
    const visitor = await signedIn()
    const product = await makeProduct()
    const { url } = await begin(product, { visitor })
    await pay(url)
    expect((await click(product.edition.slug, { visitor })).outcome).toBe("owned")
    expect(await charges()).toHaveLength(1)
  })

  it("in another currency ends the older page, and only the newer can be paid", async () => {
    const visitor = await signedIn()
    const product = await makeProduct()
    await db().price.create({
      data: {
        id: crypto.randomUUID(),
        editionId: product.edition.id,
        currency: "eur",
        amount: 1800,
        position: 1,
      },
    })
    const older = await begin(product, { visitor })
    const newer = await begin(product, { visitor, currency: "eur" })
    expect(await (await pay(older.url)).text()).toContain("This page has expired")
    await pay(newer.url)
    await paid(newer.checkoutId)
    expect(await charges()).toMatchObject([{ currency: "eur" }])
  })

  it("in another currency, with the older page paid meanwhile, leads to what was bought", async () => {
    await sandbox.control("deliveries", { mode: "hold" })
    const visitor = await signedIn()
    const product = await makeProduct()
    await db().price.create({
      data: {
        id: crypto.randomUUID(),
        editionId: product.edition.id,
        currency: "eur",
        amount: 1800,
        position: 1,
      },
    })
    const older = await begin(product, { visitor })
    await pay(older.url)
    const again = await click(product.edition.slug, { visitor, currency: "eur" })
    expect(again.outcome).toBe("owned")
    expect(await charges()).toHaveLength(1)
  })

  it("is not hindered for different customers", async () => {
    const product = await makeProduct()
    const one = await begin(product, { visitor: await signedIn() })
    const two = await begin(product, { visitor: await signedIn("eve@example.com") })
    expect(one.url).not.toBe(two.url)
  })
})

describe("fault 29: the page of a customer who has signed out", () => {
  it("leads the next person to an order of their own, never to the other's cards", async () => {
    const attempt = crypto.randomUUID()
    const product = await makeProduct()
    const ada = await begin(product, { attempt, visitor: await signedIn() })
    const guest = await begin(product, { attempt })
    const eve = await begin(product, { attempt, visitor: await signedIn("eve@example.com") })
    expect(new Set([ada.url, guest.url, eve.url]).size).toBe(3)
    const session = await findSession(guest.sessionId)
    expect(session?.customerId).toBeNull()
    expect((await fulfilCheckout(session ?? never())).outcome).toBe("unchanged")
  })
})

function never(): never {
  throw new Error("There is no session.")
}
