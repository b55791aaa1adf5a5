import type Stripe from "stripe"
import { beforeEach, describe, expect, test } from "vitest"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { endOf, momentOf, newPlan, running } from "@/tests/integration/sandbox/subscribing"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { cards, pay, submit, textsOf } from "@/tests/support/buyer"
import { waitUntil } from "@/tests/support/wait-until"

const sandbox = await useSandbox()
const { stripe } = sandbox
const back = "http://127.0.0.1:3000/account/subscription"

let subscription: Stripe.Subscription
beforeEach(async () => {
  subscription = await running(sandbox)
})

async function open(given: Partial<Stripe.BillingPortal.SessionCreateParams> = {}) {
  const session = await stripe.billingPortal.sessions.create({
    customer: idOf(subscription.customer),
    return_url: back,
    ...given,
  })
  return session.url
}

const read = async (url: string) => (await fetch(url)).text()
const again = () => stripe.subscriptions.retrieve(subscription.id)
const own = (url: string, verb: string) => `${url}/subscriptions/${subscription.id}/${verb}`
const heard = (type: string) => waitUntil(() => sandbox.shop.types().includes(type), type)

test("the first page shows plan, state, next charge, card and invoices, and leads back", async () => {
  const page = await read(await open())
  expect(page).toContain("No money moves on this page.")
  expect(page).toContain("Plan of 3100")
  expect(textsOf(page, "subscription-status")).toEqual(["Active"])
  expect(textsOf(page, "next-charge")).toEqual(["$31.00 on 1 April 2027"])
  expect(page).toContain("Visa ending in 4242")
  const [invoice] = (await stripe.invoices.list()).data
  expect(page).toContain(`href="${invoice?.hosted_invoice_url}"`)
  expect(page).toContain(`href="${invoice?.invoice_pdf}"`)
  expect(page).toContain(`href="${back}"`)
})

test("canceling keeps what is paid for, says why to the shop, and is taken back", async () => {
  const url = await open()
  expect(textsOf(await read(own(url, "cancel")), "cancel-words")).toEqual([
    "Plan of 3100 stays yours until 1 April 2027, and nothing is charged after that.",
  ])
  await submit(own(url, "cancel"), { feedback: "too_expensive", comment: "Too much for me" })
  // A flexible subscription has a date instead of the flag, as Stripe's portal writes it.
  expect(await again()).toMatchObject({
    status: "active",
    cancel_at: endOf(subscription),
    cancel_at_period_end: false,
    cancellation_details: {
      comment: "Too much for me",
      feedback: "too_expensive",
      reason: "cancellation_requested",
    },
  })
  await heard("customer.subscription.updated")
  const page = await read(`${url}?done=canceled`)
  expect(textsOf(page, "subscription-status")).toEqual(["Active, ends on 1 April 2027"])
  expect(textsOf(page, "next-charge")).toEqual([])

  await submit(own(url, "resume"), {})
  expect(await again()).toMatchObject({ cancel_at: null, canceled_at: null })
})

test("another plan costs what the page says before it is chosen", async () => {
  const dearer = await newPlan(sandbox, 6200)
  const url = await open()
  const list = await read(own(url, "change"))
  expect(list).toContain("Plan of 6200: $62.00 every month")
  const shown = await read(`${own(url, "change")}?price=${dearer.id}`)
  const preview = await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: {
      items: [{ id: subscription.items.data[0]?.id ?? "", price: dearer.id }],
      proration_behavior: "always_invoice",
      proration_date: momentOf(subscription),
    },
  })
  // 21 of 31 days are left of a month that costs 31 dollars more.
  expect(preview.amount_due).toBe(2100)
  expect(textsOf(shown, "due")).toEqual(["$21.00"])
  await submit(own(url, "change"), { price: dearer.id })
  const changed = await again()
  expect(changed.items.data[0]?.price.id).toBe(dearer.id)
  const invoice = await stripe.invoices.retrieve(idOf(changed.latest_invoice))
  expect(invoice).toMatchObject({ status: "paid", billing_reason: "subscription_update" })
  expect(Math.abs(invoice.amount_paid - 2100)).toBeLessThan(2)
})

test("a plan that the card cannot pay stays as it was, and the page says why", async () => {
  const dearer = await newPlan(sandbox, 6200)
  const card = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
    customer: idOf(subscription.customer),
  })
  await stripe.subscriptions.update(subscription.id, { default_payment_method: card.id })
  const answer = await submit(own(await open(), "change"), { price: dearer.id })
  expect(textsOf(await answer.text(), "error")).toEqual(["Your card was declined."])
  expect((await again()).items.data[0]?.price.unit_amount).toBe(3100)
})

describe("cards", () => {
  test("a new card is charged from then on; the old one can be removed", async () => {
    const old = idOf(subscription.default_payment_method)
    const url = await open()
    expect((await submit(`${url}/cards/${old}/remove`, {})).status).toBe(200)
    expect((await stripe.paymentMethods.retrieve(old)).customer).toBe(subscription.customer)

    await pay(`${url}/cards`, "5555 5555 5555 4444")
    const now = idOf((await again()).default_payment_method)
    expect(now).not.toBe(old)
    const customer = await stripe.customers.retrieve(idOf(subscription.customer))
    expect(customer).toMatchObject({ invoice_settings: { default_payment_method: now } })
    await heard("payment_method.attached")
    await heard("customer.updated")

    await submit(`${url}/cards/${old}/default`, {})
    expect((await again()).default_payment_method).toBe(old)
    await submit(`${url}/cards/${now}/remove`, {})
    expect((await stripe.paymentMethods.retrieve(now)).customer).toBeNull()
    await heard("payment_method.detached")
  })

  test.each([
    ["passed", "3155"],
    ["failed", "4242"],
  ])("the bank's question, %s, leaves the card %s charged", async (result, last4) => {
    const asked = await pay(`${await open()}/cards`, cards.authenticate)
    const bank = await submit(`${sandbox.url}${asked.headers.get("location")}`, { result })
    const answer = await fetch(bank.headers.get("location") ?? "")
    if (result === "failed") {
      expect(textsOf(await answer.text(), "error")).toEqual([
        "Authentication failed. Try again, or use another card.",
      ])
    }
    const method = await stripe.paymentMethods.retrieve(
      idOf((await again()).default_payment_method),
    )
    expect(method.card?.last4).toBe(last4)
  })

  test("a declined card is not kept", async () => {
    const answer = await pay(`${await open()}/cards`, cards.declined)
    expect(textsOf(await answer.text(), "error")).toEqual(["Your card was declined."])
    const all = await stripe.customers.listPaymentMethods(idOf(subscription.customer))
    expect(all.data).toHaveLength(1)
  })
})

test("a customer changes their name and address", async () => {
  const url = await open()
  const wrong = await submit(`${url}/details`, { name: "Ada", email: "nowhere" })
  expect(textsOf(await wrong.text(), "error")).toHaveLength(1)
  await submit(`${url}/details`, { name: "Ada King", email: "king@example.com" })
  expect(await stripe.customers.retrieve(idOf(subscription.customer))).toMatchObject({
    name: "Ada King",
    email: "king@example.com",
  })
})

test("a page offers what its configuration does, and another's things do not exist", async () => {
  const bare = await stripe.billingPortal.configurations.create({
    features: { invoice_history: { enabled: true } },
  })
  const url = await open({ configuration: bare.id })
  const page = await read(url)
  for (const id of ["cancel", "change", "add-card", "edit-details"]) {
    expect(page).not.toContain(`data-testid="${id}"`)
  }
  await submit(own(url, "cancel"), {})
  expect((await again()).cancel_at).toBeNull()
  expect((await pay(`${url}/cards`)).status).toBe(404)

  const other = await stripe.customers.create({ email: "eve@example.com" })
  const hers = await open({ customer: other.id })
  expect(await read(hers)).not.toContain("Plan of 3100")
  expect((await submit(own(hers, "cancel"), {})).status).toBe(404)
  const card = idOf(subscription.default_payment_method)
  expect((await submit(`${hers}/cards/${card}/remove`, {})).status).toBe(404)
  expect((await again()).cancel_at).toBeNull()
})

test("a session ends five minutes unopened, or an hour after its last use", async () => {
  const [fresh, used] = [await open(), await open()]
  await fetch(used)
  const start = momentOf(subscription)
  await sandbox.control("clock", { to: new Date((start + 50 * 60) * 1000).toISOString() })
  expect(await read(fresh)).toContain("This page has expired")
  expect((await submit(own(fresh, "cancel"), {})).status).toBe(200)
  expect((await again()).cancel_at).toBeNull()
  expect(await read(used)).toContain("Plan of 3100")
  await sandbox.control("clock", { to: new Date((start + 120 * 60) * 1000).toISOString() })
  expect(await read(used)).toContain("This page has expired")
  expect((await fetch(`${sandbox.url}/p/session/bps_none`)).status).toBe(404)
})
