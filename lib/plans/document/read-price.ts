import { parsePrices } from "@/lib/catalog/import/parse-prices"
import type { WrittenPrice } from "@/lib/plans/document/plan-schema"
import { isChargeable, parsePeriod } from "@/lib/plans/rules/parse-period"
import type { Terms } from "@/lib/plans/rules/terms"
import type { Period } from "@/lib/subscriptions/rules/periods"

type Fault = { field: string; message: string }
type ReadPrice = { ok: true; terms: Terms } | { ok: false; faults: Fault[] }
/** What a plan says for all of its prices. */
type Common = { trialDays: number | undefined; duration: string | undefined }

/** A price of a plan as it is written, or all that is wrong with it. */
export function readPrice(written: WrittenPrice, common: Common): ReadPrice {
  const faults: Fault[] = []
  const amountOf = (field: string, text: string): number => {
    const parsed = parsePrices(text, written.currency)
    if (!parsed.ok) faults.push({ field, message: parsed.message })
    return parsed.ok ? (parsed.prices[0]?.amount ?? 0) : 0
  }
  const amount = amountOf("amount", written.amount)
  const period = readPeriod(written.period, faults)
  const intro = written.intro && {
    amount: amountOf("intro.amount", written.intro.amount),
    cycles: written.intro.cycles,
  }
  if (intro) faults.push(...introFaults(intro, amount, period))
  const lasts = written.duration ?? common.duration
  const duration = lasts === undefined ? null : readDuration(lasts, period, faults)
  if (!period && (written.trialDays ?? 0) > 0)
    faults.push({ field: "trialDays", message: "What is charged once has no trial: leave it out." })
  if (faults.length > 0) return { ok: false, faults }
  const trialDays = period ? (written.trialDays ?? common.trialDays ?? null) : null
  const currency = written.currency.toLowerCase()
  return {
    ok: true,
    terms: { amount, currency, period, trialDays, intro: intro ?? null, duration },
  }
}

function readPeriod(text: string, faults: Fault[]): Period | null {
  const period = parsePeriod(text)
  if (period === "once") return null
  if (period && isChargeable(period)) return period
  faults.push({
    field: "period",
    message: period
      ? "Stripe charges every 3 years at the latest: write a shorter period."
      : `"${text}" is no period: write month, 3 months, year, week, day, or once.`,
  })
  return null
}

function readDuration(text: string, period: Period | null, faults: Fault[]): Period | null {
  const duration = parsePeriod(text)
  if (!duration || duration === "once") {
    faults.push({
      field: "duration",
      message: `"${text}" is no length of time: write 1 year, 3 months, 2 weeks, or 10 days.`,
    })
    return null
  }
  if (period && !isWhole(duration, period))
    faults.push({
      field: "duration",
      message: "Let it last a whole number of its periods, so that the last one is used up.",
    })
  return duration
}

// Days and weeks are counted in days, months and years in months; between the two nothing is said.
function isWhole(duration: Period, period: Period): boolean {
  const [long, short] = [inSmallest(duration), inSmallest(period)]
  return long.unit !== short.unit || long.count % short.count === 0
}

function inSmallest({ unit, count }: Period): { unit: "day" | "month"; count: number } {
  if (unit === "week") return { unit: "day", count: count * 7 }
  return unit === "year" ? { unit: "month", count: count * 12 } : { unit, count }
}

function introFaults(
  intro: { amount: number; cycles: number },
  amount: number,
  period: Period | null,
): Fault[] {
  if (!period)
    return [{ field: "intro", message: "What is charged once has no introduction: leave it out." }]
  const faults: Fault[] = []
  if (intro.amount >= amount)
    faults.push({ field: "intro.amount", message: "An introduction costs less than the price." })
  // Stripe counts coupons in months: https://docs.stripe.com/api/coupons/create
  if (intro.cycles > 1 && (period.unit === "day" || period.unit === "week"))
    faults.push({
      field: "intro.cycles",
      message: "Of days and weeks only the first period can be cheaper: write 1.",
    })
  return faults
}
