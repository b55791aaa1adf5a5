import { formatDay, formatPeriod } from "@/lib/formats"
import type { NextCharge } from "@/lib/mail/rules/next-charge"
import { formatMoney, type Money } from "@/lib/money"
import { periodInWords, priceInWords } from "@/lib/subscriptions/rules/words"

/** How a letter writes days and amounts: the shop's locale (BCP 47) and time zone (IANA). */
export type Voice = { locale: string; timeZone: string }

/** A day, as "May 1, 2026". */
export function sayDay(date: Date, { locale, timeZone }: Voice): string {
  return formatDay(date, locale, timeZone)
}

/** A period, as "May 1 to Jun 1, 2026". */
export function sayPeriod(from: Date, to: Date, { locale, timeZone }: Voice): string {
  return formatPeriod(from, to, locale, timeZone)
}

/** An amount, as "$9.00". */
export function sayMoney(money: Money, { locale }: Voice): string {
  return formatMoney(money, locale)
}

/**
 * The next charge, and what comes after it: "On June 1, 2026 you pay $1.00, and $9.00 a month after
 * that."
 */
export function sayNextCharge(charge: NextCharge, voice: Voice): string {
  const { period, later } = charge
  const first = `On ${sayDay(charge.at, voice)} you pay ${sayMoney(charge, voice)}`
  if (!period) return `${first}.`
  if (!later) return `${first}, and the same ${periodInWords(period)} after that.`
  return `${first}, and ${priceInWords({ ...later, period }, voice.locale)} after that.`
}

/** What a failed try leads to. */
export type Retry = {
  /** When it is tried again; null: that was the last try. */
  nextAttemptAt: Date | null
  /** Until when everything stays open; null: nothing is open. */
  accessUntil: Date | null
  now: Date
}

/** When it is tried again, and until when access stays. */
export function sayRetry({ nextAttemptAt, accessUntil, now }: Retry, voice: Voice): string {
  const next = nextAttemptAt
    ? nextAttemptAt > now
      ? `We try again on ${sayDay(nextAttemptAt, voice)}.`
      : "We try again shortly."
    : "This was the last try."
  return `${next} ${sayAccess(accessUntil, now, voice)}`
}

/** Until when access stays: "You keep access until May 8, 2026." */
export function sayAccess(until: Date | null, now: Date, voice: Voice): string {
  if (!until || until <= now)
    return "You have no access until it is paid; then you get it back at once."
  return `You keep access until ${sayDay(until, voice)}.`
}
