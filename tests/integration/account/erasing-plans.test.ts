import { expect, it } from "vitest"
import { eraseCustomer } from "@/lib/account/erase-customer"
import { now } from "@/lib/clock"
import { db, transaction } from "@/lib/db"
import { recordMail } from "@/lib/mail/store/mails"
import { saveDefaultEntitlements, saveDefaultPlan } from "@/lib/subscriptions/store/default-plan"
import { verifyEntitlements } from "@/lib/subscriptions/verify-entitlements"
import { reconcile } from "@/lib/webhooks/reconcile"
import { makePaidOrder } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { wholeDatabase, workOff } from "@/tests/support/person"
import { startSelling } from "@/tests/support/selling"
import { signedIn } from "@/tests/support/signed-in"
import { callStripe, deliver, listEvents } from "@/tests/support/stripe-events"
import { makePlan, makeSubscribed } from "@/tests/support/subscribed"
import { mirrored, opens, pageFor, sellPlan, subscribes, timeOf } from "@/tests/support/subscribing"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()
const time = timeOf(sandbox)
const jobs = ["redact-events", "forget-at-stripe"]
const trace = /ada@example|lovelace|(?<![\w-])4242(?![\w-])/i
const traces = async () => (await wholeDatabase()).split("\n").filter((row) => trace.test(row))
const erase = async (customerId: string) => {
  await sandbox.told()
  await eraseCustomer(customerId)
  await workOff(...jobs)
}

it("B45: erasing ends the subscription at Stripe and here, closes what it opened, and nobody is charged again", async () => {
  const { customerId, stripeId } = await subscribes(await sellPlan())
  expect(await opens(customerId, now())).toEqual(["action"])
  await eraseCustomer(customerId)
  expect(await opens(customerId, now())).toEqual([])
  await workOff(...jobs)
  expect(await callStripe(sandbox.url, `subscriptions/${stripeId}`)).toMatchObject({
    status: "canceled",
  })
  await mirrored(stripeId, { status: "canceled" })
  await time.pass({ months: 2 })
  expect(await db().invoice.count()).toBe(1)
  expect(await opens(customerId, now())).toEqual([])
  expect((await verifyEntitlements()).differences).toEqual([])
  await checkInvariants()
})

it("B45: the books keep the invoice, its number and amounts; Stripe's pages of it, the trial and open plans go", async () => {
  const { customerId } = await subscribes(await sellPlan({ trialDays: 14 }))
  await time.pass({ days: 15 })
  await mirrored((await db().subscription.findFirstOrThrow()).stripeSubscriptionId, {
    status: "active",
  })
  const before = await waitUntil(
    () => db().invoice.findFirst({ where: { amountPaid: 900, status: "paid" } }),
    "the paid invoice",
  )
  await sandbox.told()
  expect(before.hostedUrl).not.toBeNull()
  await pageFor(customerId, await sellPlan())
  expect(await db().trialUse.count()).toBe(1)
  const open = await db().planCheckout.findFirstOrThrow({ where: { status: "open" } })
  await erase(customerId)
  const after = await db().invoice.findUniqueOrThrow({ where: { id: before.id } })
  const { number, amountPaid, lines, paidAt } = before
  expect(after).toMatchObject({ number, amountPaid, lines, paidAt, hostedUrl: null, pdfUrl: null })
  expect(await db().trialUse.count()).toBe(0)
  expect(await db().planCheckout.findMany()).toMatchObject([{ status: "complete" }])
  expect(await callStripe(sandbox.url, `checkout/sessions/${open.stripeSessionId}`)).toMatchObject({
    status: "expired",
  })
  expect(await traces()).toEqual([])
})

it("B45: late, new and doubled events of plans bring nobody back, open nothing, and none fails", async () => {
  const { customerId } = await subscribes(await sellPlan())
  await pageFor(customerId, await sellPlan())
  await time.pass({ months: 1, hours: 2 })
  const events = await listEvents(sandbox.url)
  await waitUntil(
    async () => (await db().invoice.count({ where: { status: "paid" } })) === 2,
    "the renewal to be paid",
  )
  const invoices = await db().invoice.findMany({ orderBy: { id: "asc" } })
  await erase(customerId)
  for (const event of [...events, ...(await listEvents(sandbox.url))]) {
    const signed = { timestamp: Math.floor(now().getTime() / 1000) }
    expect((await deliver(event, signed)).status).toBe(200)
    const anew = await deliver({ ...event, id: `${event.id}_anew` }, signed)
    expect(anew.status, event.type).toBe(200)
    expect(anew.outcome, event.type).not.toBe("parked")
  }
  expect((await reconcile({ since: new Date(Date.now() - 40 * 86_400_000) })).failed).toBe(0)
  expect((await reconcile()).failed).toBe(0)
  expect(await traces()).toEqual([])
  expect(await opens(customerId, now())).toEqual([])
  const kept = await db().invoice.findMany({ orderBy: { id: "asc" } })
  expect(kept.map(({ number, lines }) => ({ number, lines }))).toEqual(
    invoices.map(({ number, lines }) => ({ number, lines })),
  )
  expect(kept.every(({ hostedUrl, pdfUrl }) => hostedUrl === null && pdfUrl === null)).toBe(true)
  expect(await db().stripeEvent.count({ where: { handledAt: null } })).toBe(0)
  expect((await verifyEntitlements()).differences).toEqual([])
})

it("B45: a failed charge's event, which hangs on no payment that the shop knows, is redacted too", async () => {
  const { customerId, stripeCustomerId } = await makeSubscribed({ email: "ada@example.com" })
  const charge = {
    id: "ch_failed",
    object: "charge",
    payment_intent: "pi_unknown",
    customer: stripeCustomerId,
    billing_details: { name: "Ada Lovelace" },
  }
  await deliver({
    id: "evt_failed",
    object: "event",
    created: 1_800_000_000,
    livemode: false,
    type: "charge.failed",
    data: { object: charge },
  })
  expect(await traces()).not.toEqual([])
  await erase(customerId)
  expect(await traces()).toEqual([])
})

it("B45: mails about plans to an address of before are forgotten as well, and another's are left alone", async () => {
  const plan = await makePlan()
  const ada = await makeSubscribed({ email: "ada@example.com", plan })
  const bea = await makeSubscribed({ email: "bea@example.com", plan })
  const kinds = [
    ["invoice_paid", (made: typeof ada) => made.invoiceId],
    ["payment_retry", (made: typeof ada) => `${made.invoiceId}/1`],
    ["trial_ending", (made: typeof ada) => `${made.subscriptionId}/2026-05-01T00:00:00.000Z`],
    ["subscription_ended", (made: typeof ada) => made.subscriptionId],
  ] as const
  for (const [kind, subjectOf] of kinds)
    for (const [made, recipient] of [
      [ada, "former@example.com"],
      [bea, "bea@example.com"],
    ] as const)
      await transaction(() => recordMail({ kind, subject: subjectOf(made), recipient }))
  await eraseCustomer(ada.customerId)
  const mails = await db().mail.findMany({ select: { recipient: true, cancelledAt: true } })
  expect(mails.filter((mail) => mail.recipient === "former@example.com")).toEqual([])
  expect(mails.filter((mail) => mail.cancelledAt !== null)).toHaveLength(kinds.length)
  expect(mails.filter((mail) => mail.recipient === "bea@example.com")).toHaveLength(kinds.length)
})

it("B45: what the default plan opened is closed, also without a subscription", async () => {
  const plan = await makePlan({ groups: ["drama"] })
  await transaction(() => saveDefaultPlan(plan.id, new Date(Date.now() - 3_600_000)))
  const { customerId } = await signedIn()
  await makePaidOrder({ email: "ada@example.com" })
  await transaction(() => saveDefaultEntitlements(customerId))
  expect(await opens(customerId, now())).toEqual(["drama"])
  await eraseCustomer(customerId)
  expect(await opens(customerId, now())).toEqual([])
  expect((await verifyEntitlements()).differences).toEqual([])
})
