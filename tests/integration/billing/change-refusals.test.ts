import { beforeEach, describe, expect, it } from "vitest"
import { previewChange } from "@/lib/billing/preview-change"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { type Subscriber, tiers } from "@/tests/support/changing"
import { startSelling } from "@/tests/support/selling"
import { signedIn } from "@/tests/support/signed-in"
import { type SoldPlan, sellPlan, subscribes } from "@/tests/support/subscribing"

await startSelling()

describe("what can't be chosen", () => {
  let good: SoldPlan
  let best: SoldPlan
  let who: Subscriber
  beforeEach(async () => {
    ;({ good, best } = await tiers())
    who = await subscribes(good)
  })
  const asked = (planPriceId: string) => previewChange({ ...who, planPriceId })

  it("the same price is no change", async () => {
    expect(await asked(good.priceId)).toEqual({ outcome: "same" })
  })

  it("a retired plan, an archived price, and another family's are not on sale", async () => {
    const other = await sellPlan({ amount: 5000 })
    expect(await asked(other.priceId)).toEqual({ outcome: "not-for-sale" })
    await db().planPrice.update({ where: { id: best.priceId }, data: { archivedAt: now() } })
    expect(await asked(best.priceId)).toEqual({ outcome: "not-for-sale" })
    const third = await sellPlan({ tier: 3, amount: 5000, familyId: good.familyId })
    await db().plan.update({ where: { id: third.id }, data: { retiredAt: now() } })
    expect(await asked(third.priceId)).toEqual({ outcome: "not-for-sale" })
  })

  it("a price in another currency can't be compared", async () => {
    await db().planPrice.update({ where: { id: best.priceId }, data: { currency: "eur" } })
    expect(await asked(best.priceId)).toEqual({ outcome: "other-currency" })
  })

  it("another's subscription is as unknown as none", async () => {
    const eve = await signedIn("eve@example.com")
    expect(
      await previewChange({ ...who, customerId: eve.customerId, planPriceId: best.priceId }),
    ).toEqual({ outcome: "not-found" })
  })
})
