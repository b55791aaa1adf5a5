import { expect, it } from "vitest"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { getShopId } from "@/lib/shop/store"
import { readInvoice } from "@/lib/stripe/invoice-snapshots"
import { readSubscription } from "@/lib/stripe/subscription-snapshots"
import { readEvent } from "@/lib/stripe/verify-event"
import { applyEvent } from "@/lib/webhooks/apply-event"
import { reconcile } from "@/lib/webhooks/reconcile"
import { eventSubject } from "@/lib/webhooks/rules"
import { startSelling } from "@/tests/support/selling"
import { listStripe, signedIn } from "@/tests/support/signed-in"
import { callStripe, listEvents, type StripeEventBody } from "@/tests/support/stripe-events"
import { mirrored, opens, sellPlan, subscribes, timeOf } from "@/tests/support/subscribing"
import { forgetSubscriptions, stateOf, truthOf } from "@/tests/support/subscription-state"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()
const time = timeOf(sandbox)

const off = () => sandbox.control("deliveries", { mode: "drop" })
const apply = (event: unknown) => applyEvent(readEvent(event))
const told = async (type: string) =>
  (await listEvents(sandbox.url)).filter((event) => event.type === type)

/** A subscription that was made at Stripe itself, of one product for each list of groups. */
async function made(groups: (string | null)[]): Promise<{ customerId: string; stripeId: string }> {
  await off()
  const { customerId } = await signedIn()
  const customer = String((await callStripe(sandbox.url, "customers", { name: "Ada" })).id)
  const card = await callStripe(sandbox.url, "payment_methods/pm_card_visa/attach", { customer })
  const prices: string[] = []
  for (const group of groups) {
    const { id } = await callStripe(sandbox.url, "prices", {
      currency: "usd",
      unit_amount: "100",
      "recurring[interval]": "month",
      "product_data[name]": `All of ${group}`,
      ...(group === null ? {} : { "product_data[metadata][groups]": group }),
    })
    prices.push(String(id))
  }
  const items = (some: string[]) =>
    Object.fromEntries(some.map((price, at) => [`items[${at}][price]`, price]))
  const subscription = await callStripe(sandbox.url, "subscriptions", {
    customer,
    default_payment_method: String(card.id),
    "metadata[kiosk]": await getShopId(),
    "metadata[customer]": customerId,
    ...items(prices.slice(0, 100)),
  })
  const stripeId = String(subscription.id)
  if (prices.length > 100)
    await callStripe(sandbox.url, `subscriptions/${stripeId}`, items(prices.slice(100)))
  return { customerId, stripeId }
}

it("S11: a customer with 120 subscription items gets the groups of all, of which the event names ten", async () => {
  const groups = Array.from({ length: 120 }, (_, at) => `group-${at}`)
  const { customerId } = await made(groups)
  const event = (await told("customer.subscription.updated")).at(-1)
  expect(event?.data.object).toMatchObject({ items: { has_more: true } })
  expect(await apply(event)).toBe("applied")
  expect(await opens(customerId, now())).toEqual(groups.toSorted())
  expect(await db().subscriptionItem.count({ where: { removedAt: null } })).toBe(120)
}, 60_000)

it("S12: a product that names no group opens nothing, least of all everything", async () => {
  const { customerId } = await made([null, "noir", ""])
  for (const event of await told("customer.subscription.updated")) await apply(event)
  expect(await db().subscriptionItem.count()).toBe(3)
  expect(await opens(customerId, now())).toEqual(["noir"])
  expect(await db().entitlement.count({ where: { customerId } })).toBe(1)
})

it("S14: the event that a subscription was created, come before all others, makes its items, prices and products", async () => {
  const { customerId } = await made(["noir", "space"])
  const [event] = await told("customer.subscription.created")
  expect(await apply(event)).toBe("applied")
  const { items, ...row } = await db().subscription.findFirstOrThrow({ include: { items: true } })
  expect(row).toMatchObject({ stripeSubscriptionId: event?.data.object.id, customerId })
  const prices = await db().stripePrice.findMany({ orderBy: { id: "asc" } })
  expect(prices.map(({ id }) => id)).toEqual(items.map((item) => item.stripePriceId).toSorted())
  expect(prices).toMatchObject(prices.map(() => ({ amount: 100, periodUnit: "month" })))
  const products = await db().stripeProduct.findMany()
  expect(products.flatMap((product) => product.groups).toSorted()).toEqual(["noir", "space"])
})

it("R35, S13, S15: webhooks alone, answers alone and the reconciler alone leave the same rows", async () => {
  const { stripeId } = await subscribes(await sellPlan({ groups: ["noir", "space"] }))
  await time.pass({ months: 1, hours: 2 })
  await waitUntil(async () => (await db().mail.count()) >= 2, "the receipts")
  await callStripe(sandbox.url, `subscriptions/${stripeId}`, { cancel_at_period_end: "true" })
  await waitUntil(
    () => db().subscription.findFirst({ where: { cancelAt: { not: null } } }),
    "the cancellation",
  )
  await off()
  // What really came by HTTP, then the same events one by one.
  const heard = await stateOf()
  expect(heard).toMatchObject({ subscriptions: [{ status: "active" }], invoices: [{}, {}] })
  await forgetSubscriptions()
  for (const event of await listEvents(sandbox.url))
    if (eventSubject(event.type) !== null) await apply(event)
  expect(await stateOf()).toEqual(heard)
  // What `writeThrough` does with an answer.
  expect(await truthOf(sandbox.url)).toEqual(heard)
  await forgetSubscriptions()
  expect(await reconcile({ since: new Date(0) })).toMatchObject({ failed: 0 })
  expect(await stateOf()).toEqual(heard)
  expect(await reconcile({ since: new Date(0) })).toMatchObject({ failed: 0, mended: 0 })
})

it("R25: what was made at Stripe itself gets no trial of the shop's", async () => {
  await time.settings({ trialDays: 10 })
  const { stripeId } = await made(["noir"])
  for (const event of await told("customer.subscription.updated")) await apply(event)
  expect(await mirrored(stripeId, { status: "active" })).toMatchObject({
    trialEndsAt: null,
    isSelfService: false,
  })
  expect(await listStripe(sandbox.url, "charges")).toMatchObject([{ amount: 100 }])
})

it("S15: the webhook of a change that was written through changes nothing", async () => {
  const { customerId } = await made(["noir"])
  const truth = await truthOf(sandbox.url)
  for (const event of await told("customer.subscription.created"))
    expect(await apply(event)).toBe("stale")
  expect(await stateOf()).toEqual(truth)
  expect(await opens(customerId, now())).toEqual(["noir"])
})

it("B12: events of the shape before basil end in the same rows as today's", async () => {
  await sandbox.control("webhooks", { shape: "pre-basil" })
  const { customerId, stripeId } = await subscribes(await sellPlan())
  await time.pass({ months: 1, hours: 2 })
  await waitUntil(
    async () => (await db().invoice.count({ where: { status: "paid" } })) === 2,
    "the renewal",
  )
  await mirrored(stripeId, { status: "active" })
  await off()
  const [updated] = (await told("customer.subscription.updated")).slice(-1)
  const [paid] = (await told("invoice.paid")).slice(-1)
  expect(updated?.data.object).toHaveProperty("current_period_end")
  expect(paid?.data.object).toHaveProperty("subscription", stripeId)
  const today = await callStripe(sandbox.url, `subscriptions/${stripeId}`)
  expect(readSubscription(objectOf(updated))).toEqual(readSubscription(today))
  const [invoice] = await listStripe(sandbox.url, "invoices")
  const answer = await callStripe(sandbox.url, `invoices/${String(invoice?.id)}?expand[]=payments`)
  expect(readInvoice(objectOf(paid))).toMatchObject({
    ...readInvoice(answer),
    payments: [{ paymentIntentId: expect.stringMatching(/^pi_/) }],
  })
  const heard = await stateOf()
  expect(await opens(customerId, now())).toEqual(["action"])
  await sandbox.control("webhooks", { shape: "current" })
  expect(await truthOf(sandbox.url)).toEqual(heard)
})

function objectOf(event: StripeEventBody | undefined): unknown {
  return event?.data.object
}
