import type { Route } from "next"
import { BuyForm, type FormAction } from "@/components/buy-form"
import { offerData } from "@/components/offer-data"
import { offerLabel } from "@/components/offer-words"
import { ButtonLink, type ButtonLook } from "@/components/ui/button"
import { isOwned, type Offer } from "@/lib/entitlements/rules"
import { offerPath } from "@/lib/purchases/offer-path"

type Props = {
  offer: Offer
  /** The slug that the button is known by: a product's on cards, an edition's on the product page. */
  slug: string
  productSlug: string
  /** What is bought when this edition is. */
  edition: { slug: string; title: string }
  buy: FormAction
  /** The choice is made on the product's page: the button leads there. */
  isChoice?: boolean
  className?: string
}

/** The one button of an offer: a form where it buys, a link where it leads, words where it can't. */
export function OfferButton(props: Props) {
  const { offer, slug, productSlug, edition, buy, isChoice = false, className = "" } = props
  const data = offerData(offer, slug)
  if (offer.action === "buy" && !isChoice)
    return (
      <BuyForm
        action={buy}
        editionSlug={edition.slug}
        title={edition.title}
        label={offerLabel(offer)}
        className={className}
        {...data}
      />
    )
  if (offer.action === "none" && !offer.checkoutId)
    return (
      <span className="inline-flex min-h-11 items-center text-quiet" {...data}>
        {offerLabel(offer)}
      </span>
    )
  return (
    <ButtonLink
      href={offerPath(offer, productSlug) as Route}
      look={lookOf(offer)}
      className={className}
      {...data}
    >
      <span>
        {isChoice && offer.action === "buy" ? choiceLabel(offer) : offerLabel(offer)}
        <span className="sr-only">: {edition.title}</span>
      </span>
    </ButtonLink>
  )
}

// The cheapest edition is the product's own offer: where that is a rental, there is one to keep as well.
function choiceLabel({ rentSeconds }: Offer): string {
  return rentSeconds ? "Rent or buy" : "Choose an edition"
}

function lookOf(offer: Offer): ButtonLook {
  return isOwned(offer) ? "primary" : "secondary"
}
