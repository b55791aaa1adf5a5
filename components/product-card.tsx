import type { FormAction } from "@/components/buy-form"
import { Cover } from "@/components/cover"
import { OfferButton } from "@/components/offer-button"
import { OfferReason } from "@/components/offer-reason"
import { Price } from "@/components/price"
import { Badge } from "@/components/ui/badge"
import { PageLink } from "@/components/ui/page-link"
import type { ListedProduct } from "@/lib/catalog/store/catalogue"
import type { OfferedProduct } from "@/lib/entitlements/list-offers"

type Props = { product: OfferedProduct<ListedProduct>; buy: FormAction; isFirst: boolean }

/** A product in a list: what it is, what it costs, and its one button. */
export function ProductCard({ product, buy, isFirst }: Props) {
  const { slug, title, summary, people, coverKey, chosen } = product
  const page = `/products/${slug}` as const
  const buyable = product.editions.filter(
    ({ isSample, offer }) => !isSample && (offer.action === "buy" || offer.action === "get"),
  )
  const isChoice = buyable.length > 1
  const isOpen = chosen?.offer.action === "buy" || chosen?.offer.action === "get"
  return (
    <article className="flex flex-col">
      <PageLink href={page} tabIndex={-1} aria-hidden="true">
        <Cover title={title} people={people} coverKey={coverKey} alt="" isFirst={isFirst} />
      </PageLink>
      <h2 className="mt-4 text-lg font-semibold wrap-anywhere">
        <PageLink href={page} className="hover:underline underline-offset-4">
          {title}
        </PageLink>
      </h2>
      {people.length > 0 && <p className="mt-0.5 text-sm text-quiet">{people.join(", ")}</p>}
      {summary && <p className="mt-2 line-clamp-3 text-quiet">{summary}</p>}
      {product.editions.some(isOfferedSample) && (
        <p className="mt-3">
          <Badge>Free sample inside</Badge>
        </p>
      )}
      {chosen && (
        <div className="mt-auto flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pt-4">
          {isOpen && chosen.offer.reason !== "for-sale" && (
            <OfferReason offer={chosen.offer} className="basis-full text-sm text-quiet" />
          )}
          {isOpen && chosen.offer.price ? (
            <Price
              money={chosen.offer.price}
              slug={slug}
              isFrom={isChoice && chosen.offer.action === "buy"}
              className="text-lg font-semibold"
            />
          ) : (
            <OfferReason offer={chosen.offer} className="grow basis-28 text-sm text-quiet" />
          )}
          <OfferButton
            offer={chosen.offer}
            slug={slug}
            productSlug={slug}
            edition={{ slug: chosen.slug, title }}
            buy={buy}
            isChoice={isChoice}
          />
        </div>
      )}
    </article>
  )
}

function isOfferedSample({ isSample, offer }: { isSample: boolean; offer: { action: string } }) {
  return isSample && offer.action !== "none"
}
