import type { Metadata } from "next"
import { headers } from "next/headers"
import { cache } from "react"
import { buyNow, getFree } from "@/app/(shop)/products/[slug]/actions"
import { notFoundPage } from "@/app/not-found-page"
import { productMetadata } from "@/app/product-metadata"
import { chosenCurrency, currentVisitor } from "@/app/visitor"
import { Cover } from "@/components/cover"
import { EditionList } from "@/components/edition-list"
import { Markdown } from "@/components/markdown"
import { ProductJsonLd } from "@/components/product-json-ld"
import { ReleaseNotes } from "@/components/release-notes"
import { Notice } from "@/components/ui/notice"
import { PageLink } from "@/components/ui/page-link"
import { findProductPage, type ProductPage as Page } from "@/lib/catalog/store/product-page"
import { now } from "@/lib/clock"
import { isReadable } from "@/lib/delivery/rules"
import { listOffers, type OfferedProduct } from "@/lib/entitlements/list-offers"

type Props = PageProps<"/products/[slug]">

// The page and its metadata ask for the same product.
const findPage = cache((slug: string) => findProductPage(slug, now()))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  return productMetadata(await findPage(slug), `/products/${slug}`)
}

export default async function ProductPage({ params }: Props) {
  const page = await findPage((await params).slug)
  if (!page) return notFoundPage()
  const [visitor, currency] = await Promise.all([currentVisitor(), chosenCurrency()])
  const [product] = await listOffers([page], visitor, now(), currency)
  if (!product) return notFoundPage()
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
        <EditionList product={product} buy={buyNow} getFree={getFree} />
        {hasBeginning(product) && (
          <p className="mt-5">
            <PageLink href={`/read/${slug}`} className="link">
              Read the beginning
            </PageLink>
          </p>
        )}
      </div>
      <div className="mt-14 max-w-prose lg:col-start-2">
        <Markdown text={product.description} />
        <ReleaseNotes releases={product.releases} />
      </div>
      <ProductJsonLd product={product} nonce={(await headers()).get("x-nonce") ?? ""} />
    </article>
  )
}

/** Whether its text can be read in a page, and this visitor has not got all of it. */
function hasBeginning({ kind, editions, chosen }: OfferedProduct<Page>): boolean {
  if (kind !== "article" || chosen?.offer.action === "read") return false
  return editions.some(({ isSample, latest }) => !isSample && latest?.files.some(isReadable))
}
