import { offerReason, type Say } from "@/components/offer-words"
import type { Offer } from "@/lib/entitlements/rules"
import { env } from "@/lib/env"
import { formatDay, formatDuration, formatMoment } from "@/lib/formats"
import { periodOf } from "@/lib/subscriptions/rules/periods"
import { priceInWords } from "@/lib/subscriptions/rules/words"

type Props = { offer: Offer; className?: string }

/** Why an offer's button is what it is, beside it, in the shop's locale and time zone. */
export function OfferReason({ offer, className = "text-sm text-quiet" }: Props) {
  const words = offerReason(offer, sayInShop())
  return words && <p className={className}>{words}</p>
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
