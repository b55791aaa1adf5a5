import type { Route } from "next"
import { OfferReason, sayInShop } from "@/components/offer-reason"
import { offerLabel } from "@/components/offer-words"
import { Price } from "@/components/price"
import { PageLink } from "@/components/ui/page-link"
import type { PlanOption } from "@/lib/catalog/rules"
import type { ListedEdition } from "@/lib/catalog/store/catalogue"
import { isByPlan } from "@/lib/entitlements/access-rules"
import type { Offered } from "@/lib/entitlements/list-offers"
import { isOwned } from "@/lib/entitlements/rules"
import { env } from "@/lib/env"
import { formatDuration } from "@/lib/formats"
import { listWays, type Way } from "@/lib/search/list-ways"

type EditionWay = Offered<ListedEdition>

/** What a visitor can do to get a product, the cheapest first; nothing where its button says it all. */
export function WaysToGet({ editions }: { editions: EditionWay[] }) {
  const ways = listWays(editions)
  const [only] = ways
  if (!only || (ways.length === 1 && isPlain(only)) || areOneByPlan(ways)) return null
  return (
    <ul aria-label="Ways to get it" className="mt-3 space-y-1 text-sm">
      {ways.map((way) => (
        <li
          key={way.kind === "plan" ? way.plan.slug : way.edition.id}
          className="flex flex-wrap gap-x-2"
        >
          {way.kind === "plan" ? <ByPlan plan={way.plan} /> : <OneWay way={way.edition} />}
        </li>
      ))}
    </ul>
  )
}

function ByPlan({ plan }: { plan: PlanOption }) {
  return (
    <PageLink href={`/plans#plan-${plan.slug}` as Route} className="link">
      {sayInShop().plan(plan)}
    </PageLink>
  )
}

function OneWay({ way }: { way: EditionWay }) {
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

/** All of it by one plan, until one moment: the button says that, once. */
function areOneByPlan(ways: Way<ListedEdition>[]): boolean {
  const offers = ways.flatMap((way) => (way.kind === "edition" ? [way.edition.offer] : []))
  const [first] = offers
  return (
    offers.length === ways.length &&
    offers.every(
      (offer) =>
        isOwned(offer) &&
        isByPlan(offer) &&
        offer.reason === first?.reason &&
        offer.until?.getTime() === first?.until?.getTime(),
    )
  )
}

/** One edition for sale for ever, or a plan alone: price and button say that. */
function isPlain(way: Way<ListedEdition>): boolean {
  if (way.kind === "plan") return true
  return !isOwned(way.edition.offer) && way.edition.accessSeconds === null
}
