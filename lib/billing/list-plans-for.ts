import { findTrialFacts, type TrialFacts } from "@/lib/billing/find-trial-facts"
import { listRunningPlans, type RunningPlan } from "@/lib/billing/store/running"
import { type OwnPlan, type PlanState, planState } from "@/lib/plans/rules/plan-state"
import { shownPrices } from "@/lib/plans/rules/shown-prices"
import type { Terms } from "@/lib/plans/rules/terms"
import { listFamilies } from "@/lib/plans/store/plans"
import { readTerms } from "@/lib/plans/store/terms"
import { capabilities } from "@/lib/subscriptions/capabilities"
import { trialPeriod } from "@/lib/subscriptions/rules/trial-period"
import { type BillingSettings, getBillingSettings } from "@/lib/subscriptions/store/settings"

/** A price that a visitor is shown; `trialDays` are those that they would get. */
export type ShownPrice = Omit<Terms, "trialDays"> & {
  id: string
  position: number
  trialDays: number
  /** Whether they can begin with it now. */
  isOpen: boolean
}
export type ShownPlan = {
  slug: string
  title: string
  summary: string
  features: string[]
  groups: string[]
  state: PlanState
  prices: ShownPrice[]
}
export type ShownFamily = {
  slug: string
  title: string
  summary: string
  /** What the visitor has of it by a subscription; null: nothing. */
  own: OwnPlan | null
  plans: ShownPlan[]
}

const stranger: TrialFacts = {
  hasPaid: false,
  hasSubscribed: false,
  isMailboxUsed: false,
  isCardUsed: false,
}

/**
 * The plans on sale as one visitor sees them: prices in the currency that they chose, the trial that they
 * would get, and what each is to them. Where nobody is signed in, the trial of somebody new.
 */
export async function listPlansFor(
  customerId: string | null,
  currency: string | null,
): Promise<ShownFamily[]> {
  const families = await listFamilies()
  const settings = await getBillingSettings()
  const running = customerId ? await listRunningPlans(customerId) : []
  const facts = customerId ? await findTrialFacts(customerId, { withCards: false }) : stranger
  return families.map(({ id, slug, title, summary, plans }) => {
    const own = running.find((one) => one.familyId === id && one.isRecurring) ?? null
    return {
      slug,
      title,
      summary,
      own,
      plans: plans.map((plan) => {
        const hasForGood = running.some((one) => one.planId === plan.id && !one.isRecurring)
        return {
          ...plan,
          state: hasForGood ? "yours" : planState(plan, own),
          prices: shownPrices(plan.prices, currency).map((price) => ({
            id: price.id,
            position: price.position,
            ...shownTerms(readTerms(price), settings, facts),
            isOpen: isOpen(price.periodUnit !== null, own, hasForGood),
          })),
        }
      }),
    }
  })
}

// As `hasRunningPlan` decides when the button is pressed.
function isOpen(isRecurring: boolean, own: RunningPlan | null, hasForGood: boolean): boolean {
  return isRecurring ? own === null : !hasForGood
}

function shownTerms(terms: Terms, settings: BillingSettings, facts: TrialFacts) {
  const { days } = trialPeriod({
    startedBy: "customer",
    price: terms,
    shopTrialDays: settings.trialDays,
    provider: capabilities,
    ...facts,
  })
  return { ...terms, trialDays: days }
}
