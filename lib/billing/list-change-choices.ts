import { type ChangeRefusal, type FoundChange, findChange } from "@/lib/billing/find-change"
import { findOwnSubscription, type OwnSubscription } from "@/lib/billing/store/own-subscriptions"
import { listFamilyPrices, type PlanPriceRow } from "@/lib/plans/store/plan-prices"
import { changeRefusal, type StepRefusal } from "@/lib/subscriptions/rules/steps"

/** What a customer's subscription can be changed to. */
export type ChangeChoices = {
  own: OwnSubscription
  /** Why it can't be changed at all now; null: it can. */
  because: StepRefusal | null
  choices: { price: PlanPriceRow; kind: FoundChange["kind"] }[]
}

/**
 * The prices of its family that a customer's subscription can change to now, the lowest tier first, by the
 * mirror: Stripe is not asked. Null: they have no such subscription.
 */
export async function listChangeChoices(
  customerId: string,
  subscriptionId: string,
): Promise<ChangeChoices | null> {
  const own = await findOwnSubscription(customerId, subscriptionId)
  if (!own) return null
  const prices = own.price ? await listFamilyPrices(own.price.plan.familyId) : []
  const because = changeRefusal(own.standing)
  const choices: ChangeChoices["choices"] = []
  for (const price of prices.filter(({ id }) => id !== own.price?.id)) {
    const found: FoundChange | ChangeRefusal = await findChange(
      customerId,
      own.id,
      price.id,
      "mirror",
    )
    if (found.outcome === "change") choices.push({ price, kind: found.kind })
  }
  return { own, because, choices }
}
