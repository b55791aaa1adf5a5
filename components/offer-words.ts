import type { PlanOption } from "@/lib/catalog/rules"
import { isByPlan } from "@/lib/entitlements/access-rules"
import type { Offer } from "@/lib/entitlements/rules"

type Labelled = Pick<Offer, "action" | "reason"> & Partial<Pick<Offer, "rentSeconds">>

/** What stands on an offer's button. */
export function offerLabel({ action, reason, rentSeconds }: Labelled): string {
  switch (action) {
    case "buy":
      return rentSeconds ? "Rent now" : "Buy now"
    case "get":
      return "Get it free"
    case "download":
      return "Download"
    case "watch":
      return "Watch now"
    case "read":
      return "Read now"
    case "subscribe":
      return "Subscribe"
    case "renew":
      return reason === "paused" ? "Resume" : "Renew"
    case "none":
      return noneLabel(reason)
  }
}

function noneLabel(reason: Offer["reason"]): string {
  switch (reason) {
    case "archived":
      return "No longer sold"
    case "not-released":
      return "Not released yet"
    case "payment-pending":
      return "Payment pending"
    case "limit-reached":
      return "No downloads left"
    case "disputed":
      return "Payment disputed"
    case "plan-only":
      return "Only in a plan"
    default:
      return "Not available"
  }
}

/** How times are written; the shop's own way (`sayInShop`), or a test's. */
export type Say = {
  moment: (at: Date) => string
  day: (at: Date) => string
  span: (s: number) => string
  plan: (plan: PlanOption) => string
}

/**
 * Why an offer has the button that it has, with its source and its time; null where price and button
 * say it themselves. The same trace stands on the button as data (`offerData`).
 */
export function offerReason(offer: Trace, say: Say): string | null {
  const { reason, until, rentSeconds } = offer
  if (offer.action === "renew") return renewReason(offer, say)
  if (offer.action === "subscribe") return offer.plan && say.plan(offer.plan)
  if (offer.action === "buy" && isByPlan(offer)) return formerPlan(offer, say)
  switch (reason) {
    case "purchased":
      return until ? `Rented until ${say.moment(until)}.` : "You own this."
    case "granted":
      return until ? `Given to you until ${say.moment(until)}.` : "This was given to you."
    case "payment-pending":
      return "Your payment is on its way. It opens as soon as that is here."
    case "limit-reached":
      return "You own this, and have used all downloads of your order."
    case "disputed":
      return `Your bank asked for the money back${on(until, say)}; it is closed until that is settled.`
    case "refunded":
      return `You bought this before, and it was refunded${on(until, say)}.`
    case "expired":
      return until ? `Your access ended on ${say.moment(until)}.` : "Your access has ended."
    case "archived":
      return "This is no longer sold. Whoever bought it keeps it."
    case "for-sale":
      return rentSeconds ? `Opens for ${say.span(rentSeconds)} from the payment on.` : null
    case "free":
    case "not-released":
    case "plan-only":
      return null
    case "in-plan":
      return until ? `In your plan until ${say.day(until)}.` : "In your plan."
    case "trial":
      return `Free trial${until ? ` until ${say.day(until)}` : ""}.`
    case "grace":
      return `Your payment is late${until ? `: open until ${say.moment(until)}` : ""}.`
    case "paused":
      return `Your plan is paused; this stays open ${until ? `until ${say.day(until)}` : "meanwhile"}.`
    case "gift":
      return null
  }
}

function renewReason({ reason, until }: Trace, say: Say): string | null {
  if (reason !== "paused") return formerPlan({ reason, until }, say)
  return until
    ? `Your plan is paused since ${say.day(until)}. Resume it to open this.`
    : "Your plan is paused. Resume it to open this."
}

function formerPlan({ reason, until }: Pick<Trace, "reason" | "until">, say: Say): string {
  switch (reason) {
    case "refunded":
      return `Your plan’s payment was refunded${on(until, say)}.`
    case "disputed":
      return `Your bank asked for your plan’s payment back${on(until, say)}; the plan is closed until that is settled.`
    default:
      return until ? `Your plan ended on ${say.moment(until)}.` : "Your plan has ended."
  }
}

type Trace = Pick<Offer, "action" | "reason" | "until" | "rentSeconds" | "plan" | "source">

function on(at: Date | null, say: Say): string {
  return at ? ` on ${say.day(at)}` : ""
}
