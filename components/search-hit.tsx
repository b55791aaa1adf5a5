import type { FormAction } from "@/components/buy-form"
import { CardOffer } from "@/components/card-offer"
import { Cover, initialOf } from "@/components/cover"
import { MarkedText } from "@/components/marked-text"
import { PageLink } from "@/components/ui/page-link"
import { WaysToGet } from "@/components/ways-to-get"
import type { OfferedProduct } from "@/lib/entitlements/list-offers"
import type { Hit } from "@/lib/search/store/search"

type Props = { product: OfferedProduct<Hit>; buy: FormAction; isFirst: boolean }

/** A product that was found: why it was, the ways to get it, and its one button. */
export function SearchHit({ product, buy, isFirst }: Props) {
  const { slug, title, coverKey, marked } = product
  const page = `/products/${slug}` as const
  return (
    <article data-testid="result" className="flex gap-5 py-7 sm:gap-7">
      <PageLink href={page} tabIndex={-1} aria-hidden="true" className="w-20 shrink-0 sm:w-40">
        <Cover title={initialOf(title)} coverKey={coverKey} alt="" isFirst={isFirst} />
      </PageLink>
      <div className="min-w-0 grow">
        <h2 className="text-lg font-semibold wrap-anywhere">
          <PageLink href={page} className="hover:underline underline-offset-4">
            <MarkedText text={marked.title} />
          </PageLink>
        </h2>
        {marked.people && (
          <p className="mt-0.5 text-sm text-quiet wrap-anywhere">
            <MarkedText text={marked.people} />
          </p>
        )}
        {marked.summary && (
          <p className="mt-2 line-clamp-3 max-w-prose text-quiet wrap-anywhere">
            <MarkedText text={marked.summary} />
          </p>
        )}
        {marked.excerpt && (
          <p className="mt-2 max-w-prose border-l-2 border-line pl-3 text-sm text-quiet wrap-anywhere">
            … <MarkedText text={marked.excerpt} /> …
          </p>
        )}
        <WaysToGet editions={product.editions} />
        <CardOffer product={product} buy={buy} className="mt-4" />
      </div>
    </article>
  )
}
