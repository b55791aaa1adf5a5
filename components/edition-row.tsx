import { BuyForm, type FormAction } from "@/components/buy-form"
import { Day } from "@/components/day"
import { FileSize } from "@/components/file-size"
import { FreeForm, type FreeFormState } from "@/components/free-form"
import { OfferButton } from "@/components/offer-button"
import { offerNote } from "@/components/offer-words"
import { Price } from "@/components/price"
import { Badge } from "@/components/ui/badge"
import type { PageEdition } from "@/lib/catalog/store/product-page"
import type { Offered } from "@/lib/entitlements/list-offers"
import { env } from "@/lib/env"
import { formatDuration } from "@/lib/formats"

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
  const note = offerNote(offer)
  const isForSale = offer.action === "buy" || offer.action === "get"
  const data = {
    "data-testid": `offer-${slug}`,
    "data-action": offer.action,
    "data-reason": offer.reason,
  }
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-5">
      <div className="min-w-0 grow basis-52">
        <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
          {edition.title}
          {edition.isSample && <Badge>Free sample</Badge>}
        </h3>
        <Inside edition={edition} />
        {isForSale && edition.accessSeconds !== null && (
          <p className="mt-1 text-sm text-quiet">
            Opens for {formatDuration(edition.accessSeconds, env().SHOP_LOCALE)} from the moment you
            pay.
          </p>
        )}
        {note && <p className="mt-1.5 text-sm">{note}</p>}
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
            {...data}
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

/** A deliberate second copy, out of the way of whoever owns the first. */
function BuyAgain({ edition, title, buy }: Pick<Props, "edition" | "buy"> & { title: string }) {
  const { offer, slug } = edition
  const isOwned = offer.reason === "purchased" || offer.reason === "limit-reached"
  const isClosed = edition.editionArchivedAt ?? edition.productArchivedAt
  if (!isOwned || isClosed || !offer.price || offer.price.amount === 0) return null
  return (
    <details className="w-full text-sm text-quiet">
      <summary className="w-fit py-1">Buy another copy</summary>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
        <p>
          You own this already. A second copy, for somebody else, costs{" "}
          <Price money={offer.price} slug={slug} />.
        </p>
        <BuyForm action={buy} editionSlug={slug} title={title} label="Buy again" isAgain />
      </div>
    </details>
  )
}
