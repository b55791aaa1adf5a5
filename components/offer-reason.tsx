import { offerReason, type Say } from "@/components/offer-words"
import type { Offer } from "@/lib/entitlements/rules"
import { env } from "@/lib/env"
import { formatDay, formatDuration, formatMoment } from "@/lib/formats"
import { periodOf } from "@/lib/subscriptions/rules/periods"
import { priceInWords } from "@/lib/subscriptions/rules/words"

type Props = {
  offer: Offer
  /** The slug that the price of a plan stands beside, where it is the button's. */
  slug?: string
  className?: string
}

/** Why an offer's button is what it is, beside it, in the shop's locale and time zone. */
export function OfferReason({ offer, slug, className = "text-sm text-quiet" }: Props) {
  const words = offerReason(offer, sayInShop())
  const { action, plan } = offer
  const price =
    slug && plan && action === "subscribe"
      ? {
          "data-testid": `price-${slug}`,
          "data-amount": plan.amount,
          "data-currency": plan.currency,
        }
      : {}
  return (
    words && (
      <p className={className} {...price}>
        {words}
      </p>
    )
  )
}

/** How the shop writes times and prices of plans in such sentences. */
export function sayInShop(): Say {
  const { SHOP_LOCALE: locale, SHOP_TIME_ZONE: zone } = env()
  return {
    moment: (at) => formatMoment(at, locale, zone),
    day: (at) => formatDay(at, locale, zone),
    span: (seconds) => formatDuration(seconds, locale),
    plan: (plan) =>
      `In the plan ${plan.title}, ${priceInWords({ ...plan, period: periodOf(plan) }, locale)}.`,
  }
}
