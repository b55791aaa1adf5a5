import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { readEvent } from "@/lib/stripe/verify-event"
import { verifyEntitlements } from "@/lib/subscriptions/verify-entitlements"
import { applyEvent } from "@/lib/webhooks/apply-event"
import { eventSubject } from "@/lib/webhooks/rules"
import { freePort } from "@/tests/support/free-port"
import { startRememberedStripe } from "@/tests/support/remembered-stripe"
import { startSelling } from "@/tests/support/selling"
import { listStripe } from "@/tests/support/signed-in"
import { callStripe, listEvents, type StripeEventBody } from "@/tests/support/stripe-events"
import { charges, mirrored, sellPlan, subscribes, timeOf } from "@/tests/support/subscribing"
import { forgetSubscriptions, stateOf, truthOf } from "@/tests/support/subscription-state"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling({ port: await freePort() })
const stripe = await startRememberedStripe(sandbox.url)
const time = timeOf(sandbox)

/** What the sandbox told of subscriptions, oldest first. */
async function history(): Promise<StripeEventBody[]> {
  await sandbox.told()
  await sandbox.control("deliveries", { mode: "drop" })
  const told = (await listEvents(sandbox.url)).filter(({ type }) => eventSubject(type) !== null)
  return told.filter(({ type }) => !type.startsWith("product."))
}

/** By name, with how many orders are tried: a thousand in all, more of those that take less time. */
const histories: Record<string, { runs: number; live: () => Promise<void> }> = {
  "a first payment": {
    runs: 300,
    live: async () => {
      await subscribes(await sellPlan({ groups: ["action", "drama"] }))
    },
  },
  "a trial that becomes a paid period": {
    runs: 100,
    live: async () => {
      const { stripeId } = await subscribes(await sellPlan({ trialDays: 7 }))
      await time.pass({ days: 7, hours: 2 })
      await mirrored(stripeId, { status: "active" })
    },
  },
  "a failed renewal that another card pays": {
    runs: 50,
    live: async () => {
      const { stripeId } = await subscribes(await sellPlan())
      await charges(sandbox, stripeId, "pm_card_chargeCustomerFail")
      await time.pass({ months: 1, hours: 2 })
      await mirrored(stripeId, { status: "past_due" })
      await charges(sandbox, stripeId, "pm_card_visa")
      const [open] = await listStripe(sandbox.url, "invoices", { status: "open" })
      await callStripe(sandbox.url, `invoices/${String(open?.id)}/pay`, {})
      await mirrored(stripeId, { status: "active" })
    },
  },
  "a cancellation that comes true": {
    runs: 500,
    live: async () => {
      const { stripeId } = await subscribes(await sellPlan())
      await callStripe(sandbox.url, `subscriptions/${stripeId}`, { cancel_at_period_end: "true" })
      const { cancelAt } = await waitUntil(
        () => db().subscription.findFirst({ where: { cancelAt: { not: null } } }),
        "the cancellation in the mirror",
      )
      await time.to(cancelAt ?? new Date(0))
      await mirrored(stripeId, { status: "canceled" })
    },
  },
  "a pause, and a refund of what was paid": {
    runs: 50,
    live: async () => {
      const { stripeId } = await subscribes(await sellPlan())
      await waitUntil(() => db().invoice.findFirst({ where: { status: "paid" } }), "the payment")
      await callStripe(sandbox.url, `subscriptions/${stripeId}/pause`, { type: "subscription" })
      const [charge] = await listStripe(sandbox.url, "charges")
      await sandbox.control("refunds", { charge: charge?.id })
      await waitUntil(() => db().refund.findFirst(), "the refund")
    },
  },
}

describe("X1, B3: events converge", () => {
  it.each(Object.entries(histories))(
    "%s: in any order, doubled and in part, they end in Stripe's own state",
    async (_name, { runs, live }) => {
      await live()
      const events = await history()
      stripe.remember()
      const refunds = await db().refund.findMany()
      const truth = await truthOf(sandbox.url)
      // A refund is no part of what a subscription or an invoice says of itself: its events tell it.
      const expected = refunds.length > 0 ? await applied(events) : truth
      if (refunds.length === 0) expect(expected).toEqual(truth)
      await fc.assert(
        fc.asyncProperty(ordersOf(events), async (order) => {
          expect(await applied(order.flatMap((at) => events[at] ?? []))).toEqual(expected)
        }),
        // An order is short enough to read: to look for a shorter one takes minutes.
        { numRuns: runs, endOnFailure: true },
      )
      expect((await verifyEntitlements()).differences).toEqual([])
    },
    300_000,
  )
})

/**
 * The places of events in any order, some twice. In every fifth order each of them; else what is told last of each
 * object, with which Stripe's state is known, and few of the others: deliveries get lost.
 */
function ordersOf(events: StripeEventBody[]): fc.Arbitrary<number[]> {
  const last = new Map(events.map((event, at) => [event.data.object.id, at]))
  const needed = [...last.values()]
  const all = [...events.keys()]
  const others = all.filter((at) => !needed.includes(at))
  const some = fc.subarray(others, { maxLength: 2 }).map((more) => [...needed, ...more])
  const told = fc.oneof({ weight: 1, arbitrary: fc.constant(all) }, { weight: 4, arbitrary: some })
  return told.chain((once) =>
    fc.array(fc.constantFrom(...once), { maxLength: 2 }).chain((twice) => {
      const places = [...once, ...twice]
      return fc.shuffledSubarray(places, { minLength: places.length })
    }),
  )
}

async function applied(order: StripeEventBody[]): Promise<unknown> {
  await forgetSubscriptions()
  for (const event of order) await applyEvent(readEvent(event))
  const told = new Set(order).size
  expect(await db().stripeEvent.count({ where: { handledAt: { not: null } } })).toBe(told)
  return stateOf()
}
