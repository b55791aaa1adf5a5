import { describe, expect, it } from "vitest"
import { returnToShop } from "@/lib/checkout/return-to-shop"
import { db } from "@/lib/db"
import { pay, submit } from "@/tests/support/buyer"
import { makeProduct } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { begin, click, startSelling } from "@/tests/support/selling"
import { listStripe, signedIn, untilPaid } from "@/tests/support/signed-in"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()

const payerOf = async (id: string) =>
  (await db().customer.findUniqueOrThrow({ where: { id } })).stripeCustomerId ?? ""

describe("D5: a signed-in customer", () => {
  it("pays the second time with the card that was saved the first time, in one click", async () => {
    const visitor = await signedIn()
    const first = await begin(await makeProduct(), { visitor })
    await pay(first.url, undefined, { saveCard: "yes" })
    await untilPaid(first.checkoutId)

    const second = await begin(await makeProduct(), { visitor })
    const page = await (await fetch(second.url)).text()
    expect(page).toContain("Visa ending in 4242")
    const customer = await payerOf(visitor.customerId)
    const [card] = await listStripe(sandbox.url, "payment_methods", { customer, type: "card" })
    expect((await submit(second.url, { savedMethod: String(card?.id) })).status).toBe(303)
    await untilPaid(second.checkoutId)
    expect(await listStripe(sandbox.url, "charges")).toMatchObject([
      { payment_method: card?.id, paid: true },
      { payment_method: card?.id, paid: true },
    ])
    expect(await db().purchase.count({ where: { customerId: visitor.customerId } })).toBe(2)
    expect(await listStripe(sandbox.url, "customers")).toHaveLength(1)
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

  it("comes back from Stripe to the order in any browser of theirs; nobody else does", async () => {
    const visitor = await signedIn()
    const { url, sessionId } = await begin(await makeProduct(), { visitor })
    await pay(url)
    expect((await returnToShop(sessionId, visitor)).outcome).toBe("order")
    const eve = await signedIn("eve@example.com")
    for (const other of [eve, { customerId: null, checkoutIds: [] }])
      expect((await returnToShop(sessionId, other)).outcome).toBe("mailed")
  })

  it("is known at Stripe as this shop's, by their own address", async () => {
    const visitor = await signedIn()
    await begin(await makeProduct(), { visitor })
    expect(await listStripe(sandbox.url, "customers")).toMatchObject([
      { email: "ada@example.com", name: "Ada", metadata: { customer: visitor.customerId } },
    ])
    expect(await listStripe(sandbox.url, "checkout/sessions")).toMatchObject([
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
    await untilPaid(checkoutId)
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
    await untilPaid(checkoutId)
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
    await untilPaid(checkoutId)
  })

  it("gets to pay though Stripe failed while their customer was made", async () => {
    const visitor = await signedIn()
    const product = await makeProduct()
    await sandbox.control("api", { mode: "error", path: "/v1/customers", times: 1 })
    const { url, checkoutId } = await begin(product, { visitor })
    await pay(url)
    await untilPaid(checkoutId)
  })
})
