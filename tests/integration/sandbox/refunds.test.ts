import { expect, test } from "vitest"
import { newSession } from "@/tests/integration/sandbox/new-session"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { cards, pay } from "@/tests/support/buyer"
import { waitUntil } from "@/tests/support/wait-until"

const sandbox = await useSandbox()

/** Pays 20 dollars and gives the payment intent and its charge; what came before is forgotten. */
async function buy(card = cards.pays) {
  const session = await newSession(sandbox.stripe)
  await pay(session.url, card)
  const paid = await sandbox.stripe.checkout.sessions.retrieve(session.id, {
    expand: ["payment_intent"],
  })
  const intent = paid.payment_intent
  if (typeof intent !== "object" || !intent || typeof intent.latest_charge !== "string") {
    throw new Error("the session has no paid charge")
  }
  return { intent: intent.id, charge: intent.latest_charge, events: await eventCount() }
}
const allEvents = async () =>
  (await sandbox.stripe.events.list({ limit: 100 })).data.map((event) => event.type).reverse()
const eventCount = async () => (await allEvents()).length
const since = async (count: number) => (await allEvents()).slice(count)

test("a full refund empties the charge, and a second one is refused", async () => {
  const bought = await buy()
  const refund = await sandbox.stripe.refunds.create({
    payment_intent: bought.intent,
    metadata: { line: "line-1" },
  })
  expect(refund).toMatchObject({
    status: "succeeded",
    amount: 2000,
    charge: bought.charge,
    metadata: { line: "line-1" },
  })
  const charge = await sandbox.stripe.charges.retrieve(bought.charge, { expand: ["refunds"] })
  expect(charge).toMatchObject({ refunded: true, amount_refunded: 2000 })
  expect(charge.refunds?.data.map((one) => one.id)).toEqual([refund.id])
  expect(await since(bought.events)).toEqual(["refund.created", "charge.refunded"])
  await expect(
    sandbox.stripe.refunds.create({ payment_intent: bought.intent }),
  ).rejects.toMatchObject({ code: "charge_already_refunded" })
})

test("partial refunds add up and never exceed the charge", async () => {
  const bought = await buy()
  await sandbox.stripe.refunds.create({ charge: bought.charge, amount: 500 })
  await expect(
    sandbox.stripe.refunds.create({ charge: bought.charge, amount: 1501 }),
  ).rejects.toMatchObject({ statusCode: 400, param: "amount" })
  const charge = await sandbox.stripe.charges.retrieve(bought.charge)
  expect(charge).toMatchObject({ refunded: false, amount_refunded: 500 })
  const many = await Promise.allSettled(
    [1, 2, 3, 4].map(() => sandbox.stripe.refunds.create({ charge: bought.charge, amount: 500 })),
  )
  expect(many.filter((one) => one.status === "fulfilled")).toHaveLength(3)
  const { data } = await sandbox.stripe.refunds.list({ payment_intent: bought.intent })
  expect(data.reduce((sum, one) => sum + one.amount, 0)).toBe(2000)
})

test("a refund's metadata changes with an event, and refunds are listed by charge", async () => {
  const bought = await buy()
  const refund = await sandbox.stripe.refunds.create({ charge: bought.charge, amount: 1 })
  await sandbox.stripe.refunds.update(refund.id, { metadata: { note: "sorry" } })
  expect(await sandbox.stripe.refunds.retrieve(refund.id)).toMatchObject({
    metadata: { note: "sorry" },
  })
  expect((await since(bought.events)).slice(2)).toEqual(["refund.updated", "charge.refund.updated"])
  const { data } = await sandbox.stripe.refunds.list({ charge: bought.charge })
  expect(data).toHaveLength(1)
})

test.each([
  ["succeeded", true, ["refund.updated", "charge.refund.updated"]],
  ["failed", false, ["charge.updated", "refund.updated", "charge.refund.updated", "refund.failed"]],
])("a refund that was pending %s later", async (status, refunded, events) => {
  const bought = await buy(cards.pendingRefund)
  const refund = await sandbox.stripe.refunds.create({ charge: bought.charge })
  expect(refund.status).toBe("pending")
  await sandbox.control(`refunds/${refund.id}`, { status })
  expect((await sandbox.stripe.refunds.retrieve(refund.id)).status).toBe(status)
  expect((await sandbox.stripe.charges.retrieve(bought.charge)).refunded).toBe(refunded)
  expect((await since(bought.events)).slice(2)).toEqual(events)
})

test("the control page refunds as the API does", async () => {
  const bought = await buy()
  const refund = await sandbox.control("refunds", { charge: bought.intent, amount: 700 })
  expect(refund).toMatchObject({ object: "refund", amount: 700 })
})

test("an unpaid charge cannot be refunded", async () => {
  const session = await newSession(sandbox.stripe)
  await pay(session.url, cards.settlesLater)
  const [charge] = (await sandbox.stripe.charges.list()).data
  await expect(sandbox.stripe.refunds.create({ charge: charge?.id ?? "" })).rejects.toMatchObject({
    statusCode: 400,
  })
})

const opened = ["charge.dispute.created", "charge.dispute.funds_withdrawn"]
const asked = ["charge.dispute.created"]
const updated = "charge.dispute.updated"
const closed = "charge.dispute.closed"

test.each([
  ["needs_response", opened],
  ["under_review", [...opened, updated]],
  ["won", [...opened, updated, closed, "charge.dispute.funds_reinstated"]],
  ["lost", [...opened, updated, closed]],
  ["appeal_needs_response", [...opened, updated]],
  ["appeal_under_review", [...opened, updated]],
  ["warning_needs_response", asked],
  ["warning_under_review", [...asked, updated]],
  ["warning_closed", [...asked, updated, closed]],
  ["prevented", [...asked, closed]],
])("a dispute can come to %s", async (status, events) => {
  const bought = await buy()
  const dispute = await sandbox.control("disputes", { charge: bought.charge, status })
  expect(dispute).toMatchObject({ object: "dispute", status, payment_intent: bought.intent })
  expect(await since(bought.events)).toEqual(events)
  const { data } = await sandbox.stripe.disputes.list({ payment_intent: bought.intent })
  expect(data).toMatchObject([{ status, amount: 2000 }])
  const charge = await sandbox.stripe.charges.retrieve(bought.charge)
  expect(charge.disputed).toBe(events.includes("charge.dispute.funds_withdrawn"))
})

test("a dispute moves from status to status, and evidence hands it to the bank", async () => {
  const bought = await buy(cards.disputed)
  const [dispute] = (await sandbox.stripe.disputes.list({ charge: bought.charge })).data
  expect(dispute?.status).toBe("needs_response")
  const answered = await sandbox.stripe.disputes.update(dispute?.id ?? "", {
    evidence: { product_description: "A field guide" },
  })
  expect(answered).toMatchObject({
    status: "under_review",
    evidence: { product_description: "A field guide" },
  })
  await sandbox.control("disputes", { charge: bought.charge, status: "won" })
  expect((await sandbox.stripe.disputes.retrieve(dispute?.id ?? "")).status).toBe("won")
  await waitUntil(() => sandbox.shop.types().includes("charge.dispute.funds_reinstated"))
})
