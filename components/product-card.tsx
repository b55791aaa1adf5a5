import type { FormAction } from "@/components/buy-form"
import { CardOffer } from "@/components/card-offer"
import { Cover } from "@/components/cover"
import { Badge } from "@/components/ui/badge"
import { PageLink } from "@/components/ui/page-link"
import type { ListedProduct } from "@/lib/catalog/store/catalogue"
import type { OfferedProduct } from "@/lib/entitlements/list-offers"

type Props = {
  product: OfferedProduct<ListedProduct>
  buy: FormAction
  isFirst: boolean
  /** What led to the list, "?utm_source=…": the product's page is told too. */
  campaign: "" | `?${string}`
}

/** A product in a list: what it is, what it costs, and its one button. */
export function ProductCard({ product, buy, isFirst, campaign }: Props) {
  const { slug, title, summary, people, coverKey } = product
  const page = `/products/${slug}${campaign}` as const
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
      <CardOffer product={product} buy={buy} className="mt-auto pt-4" />
    </article>
  )
}

function isOfferedSample({ isSample, offer }: { isSample: boolean; offer: { action: string } }) {
  return isSample && offer.action !== "none"
}
