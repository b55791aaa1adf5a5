import { formatDay } from "@/lib/formats"
import { type PeriodicPrice, priceInWords } from "@/lib/subscriptions/rules/words"

/** Stripe's own: https://docs.stripe.com/api/subscriptions/object#subscription_object-status */
export type SubscriptionStatus =
  | "incomplete"
  | "incomplete_expired"
  | "trialing"
  | "active"
  | "past_due"
  | "canceled"
  | "unpaid"
  | "paused"

/** A subscription as its customer sees it. */
export type SubscriptionView = {
  status: SubscriptionStatus
  /** When it ends by itself; null: it goes on. */
  cancelAt: Date | null
  /** Since when it is paused, in either of Stripe's ways: its charges alone, or itself. */
  pausedAt: Date | null
  /** Its charges alone are paused; Stripe does not say since when. */
  isCollectionPaused?: boolean
  resumesAt: Date | null
  trialEndsAt: Date | null
  /** The end of the period that is paid; null: nothing is charged again. */
  periodEndsAt: Date | null
  /** Until when access outlasts what is paid; null: not at all. */
  graceEndsAt: Date | null
  endedAt: Date | null
  /** The next charge, as far as it is known. */
  nextAmount: PeriodicPrice | null
}

/**
 * The sentences that tell a customer how a subscription stands at `now`: what happens next, on which
 * day, and how long they keep access; nothing that is not certain. Days are those of the time zone (IANA),
 * written in the locale (BCP 47).
 */
export function statusInWords(
  view: SubscriptionView,
  now: Date,
  locale: string,
  timeZone: string,
): string {
  const words: Words = {
    day: (date) => formatDay(date, locale, timeZone),
    price: (price) => priceInWords(price, locale),
  }
  switch (view.status) {
    case "incomplete":
      return "The first payment is not complete. Your subscription starts when it is."
    case "incomplete_expired":
      return "The first payment was not completed in time. Nothing was charged."
    case "canceled":
      return view.endedAt ? ended(view.endedAt, words) : (cancelled(view, now, words) ?? "Ended.")
    case "past_due":
    case "unpaid":
      return cancelled(view, now, words) ?? failed(view, now, words)
    case "paused":
      return cancelled(view, now, words) ?? paused(view, now, words)
    case "trialing":
    case "active":
      return cancelled(view, now, words) ?? running(view, now, words)
  }
}

type Words = { day: (date: Date) => string; price: (price: PeriodicPrice) => string }

// Its time came and Stripe has not said so yet.
function cancelled({ cancelAt }: SubscriptionView, now: Date, words: Words): string | null {
  return cancelAt && cancelAt <= now ? ended(cancelAt, words) : null
}

function ended(at: Date, { day }: Words): string {
  return `Ended on ${day(at)}.`
}

function failed({ cancelAt, graceEndsAt }: SubscriptionView, now: Date, { day }: Words): string {
  const ends = cancelAt ? ` Ends on ${day(cancelAt)}.` : ""
  if (!graceEndsAt)
    return `The last payment failed. Please check your card to get access again.${ends}`
  if (graceEndsAt <= now)
    return `The last payment failed, and access ended on ${day(graceEndsAt)}. Please check your card to get it again.${ends}`
  if (cancelAt && cancelAt <= graceEndsAt)
    return `The last payment failed. You keep access until ${day(cancelAt)}, when your subscription ends.`
  return `The last payment failed. You keep access until ${day(graceEndsAt)}; please check your card.${ends}`
}

function paused(view: SubscriptionView, now: Date, { day }: Words): string {
  const { cancelAt, pausedAt } = view
  const resumesAt = view.resumesAt && view.resumesAt > now ? view.resumesAt : null
  const since = pausedAt ? `Paused since ${day(pausedAt)}` : "Paused"
  if (cancelAt && (!resumesAt || cancelAt <= resumesAt))
    return `${since}. Ends on ${day(cancelAt)}.`
  if (!resumesAt) return `${since}. Nothing is charged until it resumes.`
  return `${since}; resumes on ${day(resumesAt)}.${cancelAt ? ` Ends on ${day(cancelAt)}.` : ""}`
}

function running(view: SubscriptionView, now: Date, words: Words): string {
  const { pausedAt, resumesAt } = view
  const isPaused = pausedAt !== null || view.isCollectionPaused === true
  if (isPaused && (!resumesAt || now < resumesAt)) return paused(view, now, words)
  return view.status === "trialing" ? trialing(view, now, words) : active(view, now, words)
}

function trialing(view: SubscriptionView, now: Date, { day, price }: Words): string {
  const { cancelAt, trialEndsAt, nextAmount } = view
  if (!trialEndsAt) return "Free trial."
  if (cancelAt && cancelAt <= trialEndsAt)
    return `Free trial until ${day(cancelAt)}. It ends then, and nothing is charged.`
  const then = nextAmount ? ` Then ${price(nextAmount)}.` : ""
  const ends = cancelAt ? ` Ends on ${day(cancelAt)}.` : ""
  if (trialEndsAt <= now)
    return `The free trial ended on ${day(trialEndsAt)}. The first payment is on its way.${keeps(view, now)}${ends}`
  return `Free trial until ${day(trialEndsAt)}.${then}${ends}`
}

function active(view: SubscriptionView, now: Date, { day }: Words): string {
  const { cancelAt, periodEndsAt } = view
  const ends = cancelAt ? `Ends on ${day(cancelAt)}. You keep access until then.` : ""
  if (!periodEndsAt || (cancelAt && cancelAt <= periodEndsAt)) return ends || "Active."
  if (now < periodEndsAt) return `Renews on ${day(periodEndsAt)}.${ends && ` ${ends}`}`
  return `The renewal of ${day(periodEndsAt)} is on its way.${keeps(view, now)}${cancelAt ? ` Ends on ${day(cancelAt)}.` : ""}`
}

// While a payment is on its way, which takes Stripe an hour (https://docs.stripe.com/billing/invoices/subscription).
function keeps({ graceEndsAt }: SubscriptionView, now: Date): string {
  return graceEndsAt && now < graceEndsAt ? " You keep access meanwhile." : ""
}
