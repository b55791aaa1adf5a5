import { env } from "@/lib/env"
import { daysAfter, startOfDay } from "@/lib/shop/calendar-rules"

export type Days = {
  /** Midnight of the first day; null: from the beginning. */
  since: Date | null
  /** Midnight after the last day; null: to the end. */
  until: Date | null
  /** What is wrong with them; then neither is used. */
  fault: string | null
}

/**
 * The days of a form's date fields, "2026-11-26" or empty, both of them meant whole, in the shop's time
 * zone (SHOP_TIME_ZONE).
 */
export function readDays(first: string, last: string): Days {
  const { SHOP_TIME_ZONE } = env()
  const since = first ? startOfDay(first, SHOP_TIME_ZONE) : null
  const until = last ? startOfDay(daysAfter(last, 1), SHOP_TIME_ZONE) : null
  if ((first && !since) || (last && !until))
    return { since: null, until: null, fault: "Write a day as 2026-11-26." }
  if (since && until && since >= until)
    return { since: null, until: null, fault: "The first day comes after the last." }
  return { since, until, fault: null }
}
