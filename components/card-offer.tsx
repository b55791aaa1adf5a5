import type { FormAction } from "@/components/buy-form"
import { OfferButton } from "@/components/offer-button"
import { OfferReason } from "@/components/offer-reason"
import { Price } from "@/components/price"
import type { ListedProduct } from "@/lib/catalog/store/catalogue"
import type { OfferedProduct } from "@/lib/entitlements/list-offers"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"

type Props = { product: OfferedProduct<ListedProduct>; buy: FormAction; className?: string }

/** A product's price and its one button, wherever products are listed. */
export function CardOffer({ product, buy, className = "" }: Props) {
  const { slug, title, chosen } = product
  if (!chosen) return null
  const buyable = product.editions.filter(
    ({ isSample, offer }) => !isSample && (offer.action === "buy" || offer.action === "get"),
  )
  const isChoice = buyable.length > 1
  const isOpen = chosen.offer.action === "buy" || chosen.offer.action === "get"
  return (
    <div
      className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-2 ${className}`.trim()}
    >
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
        <div className="grow basis-28 text-sm text-quiet">
          <OfferReason offer={chosen.offer} slug={slug} className="" />
          {chosen.offer.action === "subscribe" && chosen.offer.price && (
            <p>
              Or {chosen.offer.rentSeconds ? "rent" : "buy"} it from{" "}
              {formatMoney(chosen.offer.price, env().SHOP_LOCALE)}.
            </p>
          )}
        </div>
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
  )
}
