import { describe, expect, it } from "vitest"
import { addCard } from "@/lib/account/add-card"
import { chooseDefaultCard } from "@/lib/account/choose-default-card"
import { keepCard } from "@/lib/account/keep-card"
import { listCards } from "@/lib/account/list-cards"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { cards, pay } from "@/tests/support/buyer"
import { startSelling } from "@/tests/support/selling"
import { listStripe } from "@/tests/support/signed-in"
import { callStripe } from "@/tests/support/stripe-events"
import {
  charges,
  mirrored,
  opens,
  pageFor,
  sellPlan,
  subscribes,
  timeOf,
} from "@/tests/support/subscribing"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()
const time = timeOf(sandbox)

type Subscriber = Awaited<ReturnType<typeof subscribes>>

const row = ({ subscriptionId }: Subscriber) =>
  db().subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { items: true } })
const tries = async () => await listStripe(sandbox.url, "charges", {})
const paid = async () => (await tries()).filter((one) => one.paid === true)

async function pastDue(): Promise<Subscriber> {
  const who = await subscribes(await sellPlan())
  await charges(sandbox, who.stripeId, "pm_card_chargeCustomerFail")
  await time.pass({ months: 1, hours: 2 })
  await mirrored(who.stripeId, { status: "past_due" })
  // Whatever follows is in the shop at once, without a webhook.
  await sandbox.control("deliveries", { mode: "drop" })
  return who
}

/** Saves a card on Stripe's page; what the page that it leads back to does is left to the caller. */
async function savesCard(customerId: string, card: string): Promise<string> {
  const added = await addCard({ customerId, origin: "http://localhost:3000" })
  if (added.outcome !== "redirect") throw new Error("There is no page to save a card.")
  const answer = await pay(added.url, card)
  return new URL(answer.headers.get("location") ?? "").searchParams.get("session_id") ?? ""
}

/** The newest of a customer's cards with these last digits. */
async function findCard(customerId: string, last4: string): Promise<string> {
  const listed = await listCards(customerId)
  const found = listed.outcome === "listed" && listed.cards.find((card) => card.last4 === last4)
  if (!found) throw new Error(`There is no card ${last4}.`)
  return found.id
}

// Each lets months pass, and every charge in them is an event.
describe("a customer who owes", { timeout: 60_000 }, () => {
  it("B65, R19: a new card is charged at once, and once; nothing was closed in between", async () => {
    const who = await pastDue()
    const session = await savesCard(who.customerId, cards.pays)
    expect(await keepCard(session, who.customerId)).toEqual({
      outcome: "kept",
      payment: { outcome: "paid" },
    })
    const { status, items } = await row(who)
    expect(status).toBe("active")
    const [entitlement, ...more] = await db().entitlement.findMany({
      where: { customerId: who.customerId },
    })
    expect(more).toEqual([])
    expect(entitlement).toMatchObject({ revokedAt: null, graceFrom: items[0]?.periodEndsAt })
    expect(await opens(who.customerId, now())).toEqual(["action"])
    // The page that is loaded anew, and the webhook that comes late.
    for (const asker of [who.customerId, null])
      expect(await keepCard(session, asker)).toMatchObject({
        payment: { outcome: "nothing-due" },
      })
    expect(await paid()).toHaveLength(2)
    // The next charges are the new card's.
    const card = await findCard(who.customerId, "4242")
    const held = await callStripe(sandbox.url, `subscriptions/${who.stripeId}`)
    expect(held.default_payment_method).toBe(card)
  })

  it("B65: where the new card is declined it stays owed, and another that is chosen pays it", async () => {
    const who = await pastDue()
    const session = await savesCard(who.customerId, cards.failsWhenCharged)
    expect(await keepCard(session, who.customerId)).toMatchObject({
      payment: { outcome: "declined" },
    })
    expect((await row(who)).status).toBe("past_due")
    expect(await paid()).toHaveLength(1)
    const good = await findCard(who.customerId, "4242")
    expect(await chooseDefaultCard(who.customerId, good)).toEqual({
      outcome: "chosen",
      payment: { outcome: "paid" },
    })
    expect((await row(who)).status).toBe("active")
    expect(await paid()).toHaveLength(2)
  })

  it("B66, R56: one that nobody pays ends alone, and is charged no more, not even to a new card", async () => {
    const year = { unit: "year", count: 1 } as const
    const who = await subscribes(await sellPlan({ groups: ["drama"], period: year }))
    const monthly = await sellPlan()
    await pay(await pageFor(who.customerId, monthly), cards.pays)
    const { stripeSubscriptionId } = await waitUntil(
      () => db().subscription.findFirst({ where: { planPriceId: monthly.priceId } }),
      "the second subscription",
    )
    await mirrored(stripeSubscriptionId, { status: "active" })
    expect(await opens(who.customerId, now())).toEqual(["action", "drama"])
    await charges(sandbox, stripeSubscriptionId, "pm_card_chargeCustomerFail")
    await time.pass({ months: 3 })
    await mirrored(stripeSubscriptionId, { status: "canceled" })
    expect(await opens(who.customerId, now())).toEqual(["drama"])
    expect((await row(who)).status).toBe("active")
    const before = (await tries()).length
    const session = await savesCard(who.customerId, cards.pays)
    expect(await keepCard(session, who.customerId)).toMatchObject({
      payment: { outcome: "nothing-due" },
    })
    expect(await tries()).toHaveLength(before)
  })
})
