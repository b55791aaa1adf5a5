import type { Period } from "@/lib/subscriptions/rules/periods"

const units = ["day", "week", "month", "year"] as const

// Stripe charges every three years at the latest: https://docs.stripe.com/api/prices/create
const most: Record<Period["unit"], number> = { day: 1095, week: 156, month: 36, year: 3 }

/** A period as people write it: "month", "3 months", "once"; null: it is none. */
export function parsePeriod(text: string): Period | "once" | null {
  const written = text.trim().toLowerCase()
  if (written === "once") return "once"
  const [, count = "1", word] = /^(?:(\d{1,4})\s+)?([a-z]+?)s?$/.exec(written) ?? []
  const unit = units.find((one) => one === word)
  if (!unit || Number(count) < 1) return null
  return { unit, count: Number(count) }
}

/** Whether Stripe can charge in this rhythm. */
export function isChargeable({ unit, count }: Period): boolean {
  return count <= most[unit]
}
