import { DAY, plusSeconds } from "@/lib/clock"
import { env } from "@/lib/env"
import { instantOf } from "@/lib/shop/time-zone"

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
  const since = first ? midnight(first, SHOP_TIME_ZONE) : null
  const until = last ? midnight(dayAfter(last), SHOP_TIME_ZONE) : null
  if ((first && !since) || (last && !until))
    return { since: null, until: null, fault: "Write a day as 2026-11-26." }
  if (since && until && since >= until)
    return { since: null, until: null, fault: "The first day comes after the last." }
  return { since, until, fault: null }
}

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? day : plusSeconds(date, DAY).toISOString().slice(0, 10)
}

/** The instant at which a day begins in a time zone (IANA); null for what is no day. */
function midnight(day: string, timeZone: string): Date | null {
  return instantOf(`${day}T00:00`, timeZone)
}
