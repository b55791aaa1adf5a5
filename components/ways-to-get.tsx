import { OfferReason } from "@/components/offer-reason"
import { offerLabel } from "@/components/offer-words"
import { Price } from "@/components/price"
import type { ListedEdition } from "@/lib/catalog/store/catalogue"
import type { Offered } from "@/lib/entitlements/list-offers"
import { isOwned } from "@/lib/entitlements/rules"
import { env } from "@/lib/env"
import { formatDuration } from "@/lib/formats"
import { listWays } from "@/lib/search/list-ways"

type Way = Offered<ListedEdition>

/** What a visitor can do to get a product, the cheapest first; nothing where its button says it all. */
export function WaysToGet({ editions }: { editions: Way[] }) {
  const ways = listWays(editions)
  const [only] = ways
  if (!only || (ways.length === 1 && isPlain(only))) return null
  return (
    <ul aria-label="Ways to get it" className="mt-3 space-y-1 text-sm">
      {ways.map((way) => (
        <li key={way.id} className="flex flex-wrap gap-x-2">
          <OneWay way={way} />
        </li>
      ))}
    </ul>
  )
}

function OneWay({ way }: { way: Way }) {
  const { offer, title, slug, accessSeconds } = way
  const span = accessSeconds === null ? null : formatDuration(accessSeconds, env().SHOP_LOCALE)
  if (isOwned(offer))
    return (
      <>
        <span>{title}:</span>
        <OfferReason offer={offer} className="" />
      </>
    )
  if (offer.action === "none" || !offer.price)
    return (
      <span className="text-quiet">
        {title}: {offerLabel(offer)}
      </span>
    )
  const isFree = offer.price.amount === 0
  return (
    <>
      <span className="text-quiet">
        {title}
        {span && !isFree && !title.includes(span) && `, rent for ${span}`}
      </span>
      <Price money={offer.price} slug={slug} className="font-medium" />
    </>
  )
}

/** One edition for sale for ever: its price and button say that. */
function isPlain({ offer, accessSeconds }: Way): boolean {
  return !isOwned(offer) && accessSeconds === null
}
