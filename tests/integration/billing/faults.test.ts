import { describe, expect, it } from "vitest"
import { now } from "@/lib/clock"
import { db, pool } from "@/lib/db"
import { readEvent } from "@/lib/stripe/verify-event"
import { verifyEntitlements } from "@/lib/subscriptions/verify-entitlements"
import { applyEvent } from "@/lib/webhooks/apply-event"
import { reconcile } from "@/lib/webhooks/reconcile"
import { retryEvent } from "@/lib/webhooks/retry-event"
import { pay } from "@/tests/support/buyer"
import { startSelling } from "@/tests/support/selling"
import { listStripe, signedIn } from "@/tests/support/signed-in"
import { callStripe, deliver, listEvents, makeEvent } from "@/tests/support/stripe-events"
import { mirrored, opens, pageFor, sellPlan, subscribes, timeOf } from "@/tests/support/subscribing"
import { forgetSubscriptions, stateOf, truthOf } from "@/tests/support/subscription-state"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()
const time = timeOf(sandbox)

const off = () => sandbox.control("deliveries", { mode: "drop" })
const told = async (...types: string[]) =>
  (await listEvents(sandbox.url)).filter(({ type }) => types.includes(type))
const apply = (event: unknown) => applyEvent(readEvent(event))

/** Somebody who has paid, of which the shop has heard nothing. */
async function paidUnheard(plan?: Awaited<ReturnType<typeof sellPlan>>) {
  await off()
  const { customerId } = await signedIn()
  await pay(await pageFor(customerId, plan ?? (await sellPlan())))
  return customerId
}

describe("faults of subscriptions", () => {
  it("fault 3: all 24 orders of four events of one subscription end in the same state", async () => {
    await paidUnheard()
    const events = await told(
      "customer.subscription.created",
      "customer.subscription.updated",
      "invoice.paid",
      "checkout.session.completed",
    )
    expect(events).toHaveLength(4)
    const truth = await truthOf(sandbox.url)
    for (const order of permutations(events)) {
      await forgetSubscriptions()
      for (const event of order) await apply(event)
      expect(await stateOf()).toEqual(truth)
    }
  }, 60_000)

  it("fault 4: of two changes in one second, in either order, Stripe's own state is kept", async () => {
    const { stripeId } = await subscribes(await sellPlan())
    await off()
    const before = await callStripe(sandbox.url, `subscriptions/${stripeId}`)
    await callStripe(sandbox.url, `subscriptions/${stripeId}`, { cancel_at_period_end: "true" })
    const after = await callStripe(sandbox.url, `subscriptions/${stripeId}`)
    const created = Math.floor(now().getTime() / 1000) + 5
    for (const order of [
      [before, after],
      [after, before],
    ]) {
      for (const object of order)
        await apply(makeEvent("customer.subscription.updated", object, { created }))
      const row = await mirrored(stripeId, {})
      expect(row.cancelAt).not.toBeNull()
    }
  })

  it("fault 5: what was cancelled is not brought back by an old event, however fresh it looks", async () => {
    const { customerId, stripeId } = await subscribes(await sellPlan())
    const active = await callStripe(sandbox.url, `subscriptions/${stripeId}`)
    await fetch(`${sandbox.url}/v1/subscriptions/${stripeId}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${process.env.STRIPE_SECRET_KEY}` },
    })
    await mirrored(stripeId, { status: "canceled" })
    const created = Math.floor(now().getTime() / 1000) + 100
    const outcome = await apply(makeEvent("customer.subscription.updated", active, { created }))
    expect(outcome).toBe("stale")
    await mirrored(stripeId, { status: "canceled" })
    expect(await opens(customerId, now())).toEqual([])
  })

  it("fault 6: a refund that is told before all else leaves nothing open", async () => {
    const customerId = await paidUnheard()
    const [charge] = await listStripe(sandbox.url, "charges")
    await sandbox.control("refunds", { charge: charge?.id })
    const refunds = await told("refund.created", "refund.updated", "charge.refund.updated")
    expect(refunds.length).toBeGreaterThan(0)
    for (const event of refunds) await apply(event)
    const events = await listEvents(sandbox.url)
    for (const event of events) await apply(event)
    expect(await db().subscription.count()).toBe(1)
    expect(await opens(customerId, now())).toEqual([])
  })

  it("fault 9: a connection that is cut in mid transaction leaves nothing, and the event comes again", async () => {
    const customerId = await paidUnheard()
    const [event] = await told("customer.subscription.updated")
    const id = event?.data.object.id ?? ""
    let isCut = false
    const cut = db().$transaction(
      async (holder) => {
        await holder.$executeRaw`
          SELECT pg_advisory_xact_lock(hashtextextended(${`subscription/${id}`}, 0))`
        const applying = apply(event).catch((error: unknown) => error)
        await waitUntil(async () => {
          const cuts = await holder.$queryRaw<unknown[]>`
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event = 'advisory' AND pid <> pg_backend_pid()`
          isCut = cuts.length > 0
          return isCut
        }, "the transaction to wait")
        return applying
      },
      { timeout: 15_000 },
    )
    expect(await cut).toBeInstanceOf(Error)
    expect(await db().subscription.count()).toBe(0)
    expect(await apply(event)).toBe("applied")
    expect(await opens(customerId, now())).toEqual(["action"])
  })

  it("fault 10: with every connection taken an event is refused in time, and taken when it comes again", async () => {
    const customerId = await paidUnheard()
    const [event] = await told("customer.subscription.updated")
    const taken = await Promise.all(Array.from({ length: 10 }, () => pool().connect()))
    const begun = performance.now()
    const [answer] = await Promise.all([deliver(event), deliver(event)])
    for (const connection of taken) connection.release()
    expect(answer.status).toBeGreaterThanOrEqual(500)
    expect(performance.now() - begun).toBeLessThan(15_000)
    expect(await db().subscription.count()).toBe(0)
    expect(await deliver(event)).toMatchObject({ status: 200, outcome: "applied" })
    expect(await opens(customerId, now())).toEqual(["action"])
  }, 40_000)

  it("fault 11: two subscriptions of one customer told at once, again and again: one stays, none fails", async () => {
    const plan = await sellPlan()
    const other = await sellPlan({ familyId: plan.familyId, tier: 2 })
    await off()
    const { customerId } = await signedIn()
    await sandbox.control("api", { mode: "rate-limit", path: "/v1/checkout/sessions/cs_" })
    const pages = [await pageFor(customerId, plan), await pageFor(customerId, other)]
    await sandbox.control("api", { mode: "ok" })
    for (const page of pages) await pay(page)
    const events = await told("customer.subscription.updated", "invoice.paid")
    for (let round = 0; round < 3; round++) {
      await forgetSubscriptions()
      await Promise.all(events.map(apply))
      const rows = await db().subscription.findMany({ where: { cancelledBecause: null } })
      expect(rows).toHaveLength(1)
      expect((await verifyEntitlements()).differences).toEqual([])
    }
  })

  it("fault 15: a session that is told before its checkout is here waits for it", async () => {
    const customerId = await paidUnheard()
    const [event] = await told("checkout.session.completed")
    const row = await db().planCheckout.findFirstOrThrow()
    await db().planCheckout.delete({ where: { id: row.id } })
    expect(await apply(event)).toBe("parked")
    await db().planCheckout.create({ data: row })
    expect(await retryEvent(event?.id ?? "")).toBe("applied")
    expect(await opens(customerId, now())).toEqual(["action"])
    expect(await db().planCheckout.findFirst()).toMatchObject({ status: "complete" })
  })

  it("fault 19, X4: with webhooks off for months one run heals it, and another changes nothing", async () => {
    const customerId = await paidUnheard()
    await reconcile()
    expect(await opens(customerId, now())).toEqual(["action"])
    await time.pass({ months: 3, hours: 2 })
    expect(await opens(customerId, now())).toEqual([])
    const first = await reconcile({ since: new Date(now().getTime() - 100 * 86_400_000) })
    expect(first).toMatchObject({ failed: 0 })
    expect(first.mended).toBeGreaterThan(0)
    expect(await opens(customerId, now())).toEqual(["action"])
    expect(await db().invoice.count({ where: { status: "paid" } })).toBe(4)
    expect(await db().mail.count({ where: { kind: "invoice_paid" } })).toBe(4)
    const state = await stateOf()
    expect(await reconcile({ since: new Date(0) })).toMatchObject({ mended: 0, failed: 0 })
    expect(await stateOf()).toEqual(state)
  })

  it("X4: an open checkout is asked for, also when its events are never told", async () => {
    const customerId = await paidUnheard()
    await db().cursor.create({
      data: { name: "events", value: new Date("2099-01-01").toISOString() },
    })
    await db().planCheckout.updateMany({ data: { createdAt: new Date(now().getTime() - 180_000) } })
    await reconcile()
    expect(await opens(customerId, now())).toEqual(["action"])
  })
})

function permutations<T>(list: T[]): T[][] {
  if (list.length < 2) return [list]
  return list.flatMap((one, at) =>
    permutations([...list.slice(0, at), ...list.slice(at + 1)]).map((rest) => [one, ...rest]),
  )
}
