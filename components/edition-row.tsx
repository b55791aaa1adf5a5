import { BuyForm, type FormAction } from "@/components/buy-form"
import { Day } from "@/components/day"
import { FileSize } from "@/components/file-size"
import { FreeForm, type FreeFormState } from "@/components/free-form"
import { OfferButton } from "@/components/offer-button"
import { offerData } from "@/components/offer-data"
import { OfferReason } from "@/components/offer-reason"
import { Price } from "@/components/price"
import { Badge } from "@/components/ui/badge"
import type { PageEdition } from "@/lib/catalog/store/product-page"
import { isByPlan } from "@/lib/entitlements/access-rules"
import type { Offered } from "@/lib/entitlements/list-offers"
import { isOwned } from "@/lib/entitlements/rules"

type Props = {
  edition: Offered<PageEdition>
  product: { slug: string; title: string }
  buy: FormAction
  getFree: (state: FreeFormState, form: FormData) => Promise<FreeFormState>
}

/** One form of a product: what is inside, what it costs, and its button. */
export function EditionRow({ edition, product, buy, getFree }: Props) {
  const { offer, slug } = edition
  const title = `${product.title}, ${edition.title}`
  const isForSale = offer.action === "buy" || offer.action === "get"
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-5">
      <div className="min-w-0 grow basis-52">
        <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
          {edition.title}
          {edition.isSample && <Badge>Free sample</Badge>}
        </h3>
        <Inside edition={edition} />
        <OfferReason offer={offer} slug={slug} className="mt-1.5 text-sm" />
      </div>
      {isForSale && offer.price && (
        <Price money={offer.price} slug={slug} className="text-lg font-semibold" />
      )}
      {offer.action === "get" ? (
        <div id={`get-${slug}`} className="w-full">
          <FreeForm
            action={getFree}
            editionSlug={slug}
            title={title}
            attempt={crypto.randomUUID()}
            {...offerData(offer, slug)}
          />
        </div>
      ) : (
        <OfferButton
          offer={offer}
          slug={slug}
          productSlug={product.slug}
          edition={{ slug, title }}
          buy={buy}
          className="min-w-36"
        />
      )}
      <BuyAgain edition={edition} title={title} buy={buy} />
    </li>
  )
}

function Inside({ edition: { format, latest } }: { edition: PageEdition }) {
  if (!latest) return <p className="mt-1 text-sm text-quiet">{format}</p>
  const size = latest.files.reduce((sum, file) => sum + file.size, 0n)
  return (
    <p className="mt-1 text-sm text-quiet">
      {format} · {latest.files.length > 1 && `${latest.files.length} files, `}
      <FileSize bytes={size} /> · version {latest.version}, <Day at={latest.releasedAt} />
    </p>
  )
}

/**
 * A deliberate second copy, out of the way of whoever owns the first, or one to keep beside a plan. A
 * rental is not doubled.
 */
function BuyAgain({ edition, title, buy }: Pick<Props, "edition" | "buy"> & { title: string }) {
  const { offer, slug, accessSeconds } = edition
  const isPlanned = isByPlan(offer) && (isOwned(offer) || offer.reason === "paused")
  const isKept = offer.reason === "purchased" || offer.reason === "limit-reached"
  const isClosed = edition.editionArchivedAt ?? edition.productArchivedAt
  if (isClosed || !offer.price || offer.price.amount === 0) return null
  if (isPlanned ? accessSeconds : !isKept || offer.until) return null
  return (
    <details className="w-full text-sm text-quiet">
      <summary className="w-fit py-1">{isPlanned ? "Buy it to keep" : "Buy another copy"}</summary>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
        <p>
          {isPlanned
            ? "A copy of your own stays when your plan ends, and costs"
            : "You own this already. A second copy, for somebody else, costs"}{" "}
          <Price money={offer.price} slug={slug} />.
        </p>
        <BuyForm
          action={buy}
          editionSlug={slug}
          title={title}
          label={isPlanned ? "Buy now" : "Buy again"}
          isAgain
        />
      </div>
    </details>
  )
}
