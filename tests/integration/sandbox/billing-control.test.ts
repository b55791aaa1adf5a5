import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type Stripe from "stripe"
import { describe, expect, test } from "vitest"
import { createDatabase } from "@/lib/sandbox/postgres"
import { startSandbox } from "@/lib/sandbox/start-sandbox"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import {
  advanceTo,
  daySeconds,
  endOf,
  eventsOf,
  invoicesOf,
  newPlan,
  subscribe,
} from "@/tests/integration/sandbox/subscribing"
import { stripeAt, useSandbox } from "@/tests/integration/sandbox/support"
import { databaseName, withDatabase } from "@/tests/support/database"
import { testSecrets } from "@/tests/support/environment"
import { waitUntil } from "@/tests/support/wait-until"

const sandbox = await useSandbox()
const { stripe } = sandbox
const hour = 3600
const again = ({ id }: Stripe.Subscription) => stripe.subscriptions.retrieve(id)

async function failing(): Promise<Stripe.Subscription> {
  const subscription = await subscribe(sandbox)
  const card = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
    customer: idOf(subscription.customer),
  })
  return stripe.subscriptions.update(subscription.id, { default_payment_method: card.id })
}

describe("the retries of a failed payment", () => {
  test.each(["unpaid", "past_due", "canceled"] as const)(
    "end as the switch says: %s",
    async (end) => {
      await sandbox.control("billing", {
        retryDays: [1],
        afterRetries: end === "canceled" ? "cancel" : end,
        draftMinutes: 10,
      })
      const subscription = await failing()
      const failedAt = endOf(subscription) + 600
      await advanceTo(sandbox, failedAt)
      expect(await again(subscription)).toMatchObject({ status: "past_due" })
      await advanceTo(sandbox, failedAt + daySeconds)
      expect(await again(subscription)).toMatchObject({ status: end })
    },
  )

  test("that left it unpaid make only drafts, until the newest invoice is paid", async () => {
    await sandbox.control("billing", { retryDays: [1], afterRetries: "unpaid" })
    const subscription = await failing()
    await advanceTo(sandbox, endOf(subscription) + 3 * daySeconds)
    const next = endOf(await again(subscription))
    await advanceTo(sandbox, next + daySeconds)
    const [draft] = await invoicesOf(sandbox, subscription.id)
    expect(draft).toMatchObject({ status: "draft", auto_advance: false })
    await stripe.invoices.pay(draft?.id ?? "", { payment_method: "pm_card_visa" })
    expect(await again(subscription)).toMatchObject({ status: "active" })
  })

  test("are set by the page's form too", async () => {
    const answer = await fetch(`${sandbox.url}/control/billing`, {
      method: "POST",
      redirect: "manual",
      headers: { origin: sandbox.url },
      body: new URLSearchParams({ retryDays: "3, 5", afterRetries: "unpaid", draftMinutes: "5" }),
    })
    expect(answer.status).toBe(303)
    const state = await (await fetch(`${sandbox.url}/control/state.json`)).json()
    expect(state.settings.billing).toEqual({
      retryDays: [3, 5],
      afterRetries: "unpaid",
      draftMinutes: 5,
    })
  })
})

test("a manual try that fails moves no retry", async () => {
  const subscription = await failing()
  await advanceTo(sandbox, endOf(subscription) + hour)
  const [owed] = await invoicesOf(sandbox, subscription.id)
  const id = owed?.id ?? ""
  await expect(stripe.invoices.pay(id)).rejects.toMatchObject({ statusCode: 402 })
  expect(await stripe.invoices.retrieve(id)).toMatchObject({
    attempt_count: 1,
    next_payment_attempt: owed?.next_payment_attempt,
  })
  await stripe.invoices.voidInvoice(id)
  expect(await again(subscription)).toMatchObject({ status: "active" })
})

test("what is owed is not tried any more once the subscription has ended", async () => {
  const subscription = await failing()
  await advanceTo(sandbox, endOf(subscription) + hour)
  await stripe.subscriptions.cancel(subscription.id)
  await advanceTo(sandbox, endOf(subscription) + 30 * daySeconds)
  expect((await invoicesOf(sandbox, subscription.id))[0]).toMatchObject({
    status: "open",
    auto_advance: false,
    attempt_count: 1,
    next_payment_attempt: null,
  })
})

test("the clock goes on by steps, and to what comes next", async () => {
  const subscription = await subscribe(sandbox, { subscription_data: { trial_period_days: 9 } })
  await sandbox.control("clock/advance", { by: "next" })
  await sandbox.control("clock/advance", { by: "next" })
  const events = await eventsOf(sandbox)
  expect(events.slice(-2).map((event) => event.type)).toEqual([
    "invoice.upcoming",
    "customer.subscription.trial_will_end",
  ])
  await sandbox.control("clock/advance", { by: "week" })
  expect(await again(subscription)).toMatchObject({ status: "active" })
  expect(await (await fetch(sandbox.url)).text()).toContain("To the next billing moment")
})

describe("older webhooks", () => {
  test("carry the shape before basil, while calls answer today's", async () => {
    await sandbox.control("webhooks", { shape: "pre-basil" })
    const subscription = await subscribe(sandbox)
    expect(subscription.items.data[0]?.current_period_end).toBeGreaterThan(0)
    const events = await eventsOf(sandbox)
    expect(events.every((event) => event.api_version === "2024-06-20")).toBe(true)
    const types: string[] = events.map((event) => event.type)
    expect(types).not.toContain("invoice_payment.paid")
    const object = (type: string) => events.findLast((event) => event.type === type)?.data.object
    expect(object("customer.subscription.updated")).toMatchObject({
      current_period_end: endOf(subscription),
      items: { data: [expect.not.objectContaining({ current_period_end: expect.anything() })] },
    })
    const [charge] = (await stripe.charges.list()).data
    expect(object("invoice.paid")).toMatchObject({
      subscription: subscription.id,
      payment_intent: charge?.payment_intent,
      charge: charge?.id,
      paid: true,
      subscription_details: { metadata: {} },
      lines: {
        data: [
          {
            type: "subscription",
            subscription: subscription.id,
            price: { id: subscription.items.data[0]?.price.id, unit_amount: 1000 },
            proration: false,
          },
        ],
      },
    })
    expect(object("charge.succeeded")).toMatchObject({ invoice: subscription.latest_invoice })
    await waitUntil(() => sandbox.shop.types().includes("invoice.paid"))
    const sent = sandbox.shop.received.find((one) => one.body.includes('"invoice.paid"'))
    expect(JSON.parse(sent?.body ?? "{}")).toMatchObject({
      api_version: "2024-06-20",
      data: { object: { subscription: subscription.id } },
    })
  })
})

test("a product keeps what its price was made with, and tells when either changes", async () => {
  const price = await stripe.prices.create({
    currency: "usd",
    unit_amount: 100,
    recurring: { interval: "month" },
    product_data: { name: "Reader", metadata: { groups: "novels" } },
  })
  const product = idOf(price.product)
  expect(await stripe.products.retrieve(product)).toMatchObject({ metadata: { groups: "novels" } })
  await stripe.products.update(product, { metadata: { groups: "all" } })
  await stripe.prices.update(price.id, { active: false })
  const types = (await eventsOf(sandbox)).map((event) => event.type)
  expect(types.slice(-2)).toEqual(["product.updated", "price.updated"])
})

describe("a clock that the shop shares", () => {
  test("is written where the shop reads it, and signs the webhooks", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kiosk-clock-"))
    const clockFile = join(folder, "offset")
    const shop = process.env.DATABASE_URL ?? ""
    // A database of its own: the other sandbox's sender signs by the real clock.
    const database = `${databaseName(shop)}_shared_clock`
    await createDatabase(withDatabase(shop, "postgres"), database)
    const shared = await startSandbox({
      port: 0,
      databaseUrl: withDatabase(shop, database),
      shopUrl: sandbox.shop.url,
      stripeWebhookSecret: testSecrets.STRIPE_WEBHOOK_SECRET,
      resendWebhookSecret: testSecrets.RESEND_WEBHOOK_SECRET,
      clockFile,
    })
    const control = (path: string, body: object) =>
      fetch(`${shared.url}/control/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      })
    const offset = async () => Number(await readFile(clockFile, "utf8"))
    try {
      expect(await offset()).toBe(0)
      const to = Date.now() + 40 * daySeconds * 1000
      await control("clock", { to: new Date(to).toISOString() })
      expect(Math.abs((await offset()) - 40 * daySeconds * 1000)).toBeLessThan(5000)
      await newPlan({ ...sandbox, stripe: stripeAt(shared.url) })
      const [first] = await waitUntil(() =>
        sandbox.shop.received.length > 0 ? sandbox.shop.received : null,
      )
      const signed = /t=(\d+)/.exec(first?.headers["stripe-signature"] ?? "")?.[1]
      expect(Math.abs(Number(signed) - to / 1000)).toBeLessThan(60)
      await control("clock", { to: null })
      expect(await offset()).toBe(0)
      await control("clock", { to: new Date(to).toISOString() })
      await control("reset", {})
      expect(await offset()).toBe(0)
    } finally {
      await shared.close()
      await rm(folder, { recursive: true })
    }
  })
})
