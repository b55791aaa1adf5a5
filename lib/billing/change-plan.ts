import { askStripe, type Unavailable } from "@/lib/billing/ask-stripe"
import { type ChangeRefusal, type FoundChange, findChange } from "@/lib/billing/find-change"
import { type OfferedChange, readChange } from "@/lib/billing/rules"
import { scheduleChange } from "@/lib/billing/schedule-change"
import { writeThrough } from "@/lib/billing/write-through"
import { now } from "@/lib/clock"
import { publishPlanPrice } from "@/lib/plans/publish-plan-price"
import { chargeFailure } from "@/lib/stripe/failures"
import { changePriceNow, changePriceOfTrial, previewPriceChange } from "@/lib/stripe/plan-changes"
import { readSignedText } from "@/lib/tokens"

export type ChangedPlan =
  /** It has the new price now, or will have it with the next period. */
  | { outcome: "changed" }
  | { outcome: "scheduled"; at: Date }
  /** The preview is too old, or would cost something else by now: look at it anew. */
  | { outcome: "expired" }
  /** The card was not charged, and nothing has changed. */
  | { outcome: "declined" }
  | { outcome: "confirm" }

/**
 * Carries out a change of plan that its customer has seen the preview of. An upgrade takes effect at
 * once and charges what the preview said, to the cent, or changes nothing; a downgrade waits for the end
 * of what is paid; in a trial, which ends when it would have, nothing is charged. A coupon that
 * introduced a price is neither given again nor taken along. Sent twice, it is done once.
 * @param input.token of the preview, good for 15 minutes
 */
export async function changePlan(input: {
  customerId: string
  subscriptionId: string
  token: string
}): Promise<ChangedPlan | Exclude<ChangeRefusal, { outcome: "same" }> | Unavailable> {
  const { customerId, subscriptionId } = input
  const offered = readChange(readSignedText("plan-change", input.token), now())
  if (offered?.subscriptionId !== subscriptionId) return { outcome: "expired" }
  return askStripe({ subscription: subscriptionId }, async () => {
    const found = await findChange(customerId, subscriptionId, offered.planPriceId)
    // A click before this one was carried out, though its answer was lost.
    if (found.outcome === "same") return { outcome: "changed" }
    if (found.outcome !== "change") return found
    if (found.kind === "downgrade") return scheduleChange(found, keyOf(offered))
    return carryOut(found, offered)
  })
}

async function carryOut(found: FoundChange, offered: OfferedChange): Promise<ChangedPlan> {
  const { own, to, kind } = found
  const { stripePriceId } = await publishPlanPrice(to)
  const { stripeSubscriptionId } = own
  const target = { stripeSubscriptionId, stripeItemId: found.stripeItemId, stripePriceId }
  if (kind === "trial" && own.trialEndsAt) {
    await changePriceOfTrial({ ...target, trialEndsAt: own.trialEndsAt }, keyOf(offered))
    await writeThrough(stripeSubscriptionId)
    return { outcome: "changed" }
  }
  const change = { ...target, prorationDate: offered.at }
  // Another period, a coupon, a credit since: what was shown is not what it costs.
  if (found.periodEndsAt <= now()) return { outcome: "expired" }
  if ((await previewPriceChange(change)).amountDue !== offered.amountDue)
    return { outcome: "expired" }
  try {
    await changePriceNow(change, keyOf(offered))
  } catch (error) {
    const failure = chargeFailure(error)
    if (!failure) throw error
    return { outcome: failure }
  }
  await writeThrough(stripeSubscriptionId)
  return { outcome: "changed" }
}

function keyOf({ subscriptionId, planPriceId, at }: OfferedChange): string {
  return `change/${subscriptionId}/${planPriceId}/${at}`
}
