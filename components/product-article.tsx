import type { Route } from "next"
import type { ReactNode } from "react"
import type { FormAction } from "@/components/buy-form"
import { Cover } from "@/components/cover"
import { EditionList } from "@/components/edition-list"
import type { FreeFormState } from "@/components/free-form"
import { Markdown } from "@/components/markdown"
import { ReleaseNotes } from "@/components/release-notes"
import { Notice } from "@/components/ui/notice"
import { PageLink } from "@/components/ui/page-link"
import type { ProductPage } from "@/lib/catalog/store/product-page"
import { isReadable } from "@/lib/delivery/rules"
import type { OfferedProduct } from "@/lib/entitlements/list-offers"

type Props = {
  product: OfferedProduct<ProductPage>
  buy: FormAction
  getFree: (state: FreeFormState, form: FormData) => Promise<FreeFormState>
  children?: ReactNode
}

/** A product's page, with this visitor's buttons. */
export function ProductArticle({ product, buy, getFree, children }: Props) {
  const { slug, title, summary, people, coverKey, coverAlt, archivedAt } = product
  return (
    <article className="pt-2 lg:grid lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] lg:gap-x-14">
      <div className="mb-8 lg:sticky lg:top-8 lg:row-span-2 lg:self-start">
        <Cover
          title={title}
          people={people}
          coverKey={coverKey}
          alt={coverAlt || title}
          isFirst
          sizes="(min-width: 64rem) 30rem, 92vw"
        />
      </div>
      <div>
        <h1 className="text-3xl font-semibold wrap-anywhere sm:text-4xl">{title}</h1>
        {people.length > 0 && <p className="mt-2 text-quiet">{people.join(", ")}</p>}
        {summary && <p className="mt-4 text-lg text-quiet">{summary}</p>}
        {archivedAt && (
          <div className="mt-6">
            <Notice title="No longer sold">
              <p>
                Whoever bought it keeps it, and can open it from their library or order as before.
              </p>
            </Notice>
          </div>
        )}
        <EditionList product={product} buy={buy} getFree={getFree} />
        {hasBeginning(product) && (
          <p className="mt-5">
            <PageLink href={`/read/${slug}` as Route} className="link">
              Read the beginning
            </PageLink>
          </p>
        )}
      </div>
      <div className="mt-14 max-w-prose lg:col-start-2">
        <Markdown text={product.description} />
        <ReleaseNotes releases={product.releases} />
      </div>
      {children}
    </article>
  )
}

/** Whether its text can be read in a page, and this visitor has not got all of it. */
function hasBeginning({ kind, editions, chosen }: OfferedProduct<ProductPage>): boolean {
  if (kind !== "article" || chosen?.offer.action === "read") return false
  return editions.some(({ isSample, latest }) => !isSample && latest?.files.some(isReadable))
}
