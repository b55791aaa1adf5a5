import type { Terms } from "@/lib/plans/rules/terms"
import { type Period, periodOf } from "@/lib/subscriptions/rules/periods"

type Unit = Period["unit"]

/** What a price costs, as its row keeps it. Amounts in minor units. */
export type TermsRow = {
  currency: string
  amount: number
  periodUnit: Unit | null
  periodCount: number | null
  trialDays: number | null
  introAmount: number | null
  introCycles: number | null
  durationUnit: Unit | null
  durationCount: number | null
}

/** A price's terms from its row. */
export function readTerms(row: TermsRow): Terms {
  const { amount, currency, trialDays, introAmount, introCycles } = row
  return {
    amount,
    currency,
    trialDays,
    period: periodOf(row),
    intro:
      introAmount === null || introCycles === null
        ? null
        : { amount: introAmount, cycles: introCycles },
    duration: periodOf({ periodUnit: row.durationUnit, periodCount: row.durationCount }),
  }
}

/** The columns of a price's terms. */
export function termsColumns({ period, intro, duration, ...rest }: Terms): TermsRow {
  return {
    ...rest,
    periodUnit: period?.unit ?? null,
    periodCount: period?.count ?? null,
    introAmount: intro?.amount ?? null,
    introCycles: intro?.cycles ?? null,
    durationUnit: duration?.unit ?? null,
    durationCount: duration?.count ?? null,
  }
}
