import { askStripe, type Unavailable } from "@/lib/billing/ask-stripe"
import { type ChangeRefusal, type FoundChange, findChange } from "@/lib/billing/find-change"
import { type OfferedChange, writeChange } from "@/lib/billing/rules"
import { now } from "@/lib/clock"
import type { Money } from "@/lib/money"
import { publishPlanPrice } from "@/lib/plans/publish-plan-price"
import type { PlanPriceRow } from "@/lib/plans/store/plan-prices"
import { previewPriceChange } from "@/lib/stripe/plan-changes"
import { signText } from "@/lib/tokens"

/** What a change of plan would do, as it can be confirmed for some minutes. Amounts in minor units. */
export type ChangePreview = {
  outcome: "preview"
  kind: FoundChange["kind"]
  from: PlanPriceRow
  to: PlanPriceRow
  /** When it takes effect: now, or at the end of the period. */
  takesEffectAt: Date
  /** What is charged and credited at once; none where nothing is. */
  lines: ({ description: string } & Money)[]
  /** What is charged at once. */
  due: Money
  /** What of the credit is left over, for the next charge. */
  credit: Money
  /** When the new price is charged next. */
  nextChargeAt: Date
  /** To be sent back with the confirmation. */
  token: string
}

/**
 * Shows what a change of a customer's subscription to another price would cost, and when, without
 * changing anything. Confirmed with its token (`changePlan`), it costs just that.
 */
export async function previewChange(input: {
  customerId: string
  subscriptionId: string
  planPriceId: string
}): Promise<ChangePreview | ChangeRefusal | Unavailable> {
  const { customerId, subscriptionId, planPriceId } = input
  return askStripe({ subscription: subscriptionId }, async () => {
    const found = await findChange(customerId, subscriptionId, planPriceId)
    return found.outcome === "change" ? preview(found) : found
  })
}

async function preview(found: FoundChange): Promise<ChangePreview> {
  const { own, from, to, kind, periodEndsAt } = found
  const { currency } = to
  const at = Math.floor(now().getTime() / 1000)
  const offered = { subscriptionId: own.id, planPriceId: to.id, at }
  if (kind !== "upgrade")
    return {
      outcome: "preview",
      kind,
      from,
      to,
      takesEffectAt: kind === "trial" ? new Date(at * 1000) : periodEndsAt,
      lines: [],
      due: { amount: 0, currency },
      credit: { amount: 0, currency },
      nextChargeAt: periodEndsAt,
      token: tokenOf({ ...offered, amountDue: 0 }),
    }
  const { stripePriceId } = await publishPlanPrice(to)
  const invoice = await previewPriceChange({
    stripeSubscriptionId: own.stripeSubscriptionId,
    stripeItemId: found.stripeItemId,
    stripePriceId,
    prorationDate: at,
  })
  const ends = invoice.lines.filter((line) => line.amount >= 0).map((one) => one.periodEndsAt)
  return {
    outcome: "preview",
    kind,
    from,
    to,
    takesEffectAt: new Date(at * 1000),
    lines: invoice.lines.map(({ description, amount }) => ({ description, amount, currency })),
    due: { amount: invoice.amountDue, currency },
    credit: { amount: Math.max(0, -invoice.amountTotal), currency },
    nextChargeAt: new Date(Math.max(...ends.map(Number), at * 1000)),
    token: tokenOf({ ...offered, amountDue: invoice.amountDue }),
  }
}

function tokenOf(offered: OfferedChange): string {
  return signText("plan-change", writeChange(offered))
}
