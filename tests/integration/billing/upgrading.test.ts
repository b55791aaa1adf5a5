import { describe, expect, it } from "vitest"
import { changePlan } from "@/lib/billing/change-plan"
import { now, plusSeconds } from "@/lib/clock"
import {
  change,
  confirm,
  featuresOf,
  invoicesOf,
  previewed,
  rowOf,
  tiers,
} from "@/tests/support/changing"
import { startSelling } from "@/tests/support/selling"
import { listStripe, signedIn } from "@/tests/support/signed-in"
import { callStripe } from "@/tests/support/stripe-events"
import { charges, opens, subscribes, timeOf } from "@/tests/support/subscribing"

const { sandbox } = await startSelling()
const time = timeOf(sandbox)

// Whatever a change does here, it does without a webhook.
const deaf = () => sandbox.control("deliveries", { mode: "drop" })

describe("an upgrade", () => {
  it("B69: charges what its preview says, to the cent, though it is confirmed minutes later", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    await deaf()
    await time.pass({ days: 11, hours: 7, seconds: 13 })
    const preview = await previewed(who, best)
    expect(preview).toMatchObject({ kind: "upgrade", due: { currency: "usd" } })
    expect(preview.due.amount).toBeGreaterThan(0)
    expect(preview.due.amount).toBeLessThan(1000)
    expect(preview.lines.reduce((sum, one) => sum + one.amount, 0)).toBe(preview.due.amount)
    await time.pass({ minutes: 9 })
    expect(await confirm(who, preview.token)).toEqual({ outcome: "changed" })
    const charged = (await listStripe(sandbox.url, "charges")).map((one) => one.amount)
    expect(charged).toEqual([preview.due.amount, 900])
    expect(await invoicesOf(who)).toMatchObject([
      { amountPaid: 900 },
      { amountPaid: preview.due.amount, billingReason: "subscription_update", status: "paid" },
    ])
  })

  it("R15: opens what the higher tier holds at once, features too", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    await deaf()
    expect(await featuresOf(who)).toEqual(["hd"])
    expect(await opens(who.customerId, now())).toEqual(["action"])
    await change(who, best)
    expect(await featuresOf(who)).toEqual(["hd", "4k"])
    expect(await opens(who.customerId, now())).toEqual(["action", "western"])
  })

  it("is done once when it is sent twice", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    await time.pass({ days: 3 })
    const { token } = await previewed(who, best)
    const answers = await Promise.all([confirm(who, token), confirm(who, token)])
    expect(answers.map(({ outcome }) => outcome)).toContain("changed")
    expect(await confirm(who, token)).toEqual({ outcome: "changed" })
    expect(await listStripe(sandbox.url, "charges")).toHaveLength(2)
  })

  it("changes nothing when the card is declined", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    await time.pass({ days: 3 })
    await charges(sandbox, who.stripeId, "pm_card_chargeCustomerFail")
    const before = await rowOf(who)
    expect(await change(who, best)).toEqual({ outcome: "declined" })
    const { items, status } = await callStripe(sandbox.url, `subscriptions/${who.stripeId}`)
    expect({ status, items }).toMatchObject({
      status: "active",
      items: { data: [{ price: { id: before.items[0]?.stripePriceId } }] },
    })
    expect(await opens(who.customerId, now())).toEqual(["action"])
    expect(await invoicesOf(who)).toHaveLength(1)
  })

  it("is taken at its preview's word for fifteen minutes, and by nobody else", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    const { token } = await previewed(who, best)
    const eve = await signedIn("eve@example.com")
    expect(await changePlan({ ...who, customerId: eve.customerId, token })).toEqual({
      outcome: "not-found",
    })
    const forged = token.replace(/\/\d+\./, "/0.")
    expect(await confirm(who, forged)).toEqual({ outcome: "expired" })
    await time.pass({ minutes: 16 })
    expect(await confirm(who, token)).toEqual({ outcome: "expired" })
    expect(await invoicesOf(who)).toHaveLength(1)
  })

  it("is shown anew when another period has begun meanwhile", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    const { periodEndsAt } = (await rowOf(who)).items[0] ?? { periodEndsAt: null }
    await time.to(plusSeconds(periodEndsAt ?? now(), -300))
    const { token } = await previewed(who, best)
    await time.pass({ minutes: 10 })
    expect(await confirm(who, token)).toEqual({ outcome: "expired" })
    expect(await opens(who.customerId, now())).toEqual(["action"])
  })

  it("Stripe silent: nothing has changed, and the same click may be sent again", async () => {
    const { good, best } = await tiers()
    const who = await subscribes(good)
    await time.pass({ days: 3 })
    const { token } = await previewed(who, best)
    await sandbox.control("api", { mode: "error", path: "/v1/subscriptions" })
    expect(await confirm(who, token)).toEqual({ outcome: "unavailable" })
    expect(await opens(who.customerId, now())).toEqual(["action"])
    await sandbox.control("api", { mode: "ok" })
    expect(await confirm(who, token)).toEqual({ outcome: "changed" })
    expect(await listStripe(sandbox.url, "charges")).toHaveLength(2)
  })
})
