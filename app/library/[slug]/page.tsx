import type { Metadata } from "next"
import { cache } from "react"
import { buyNow } from "@/app/(shop)/products/[slug]/actions"
import { archive, unarchive } from "@/app/library/actions"
import { notFoundPage } from "@/app/not-found-page"
import { chosenCurrency } from "@/app/visitor"
import { ArchiveForm } from "@/components/archive-form"
import { Cover, initialOf } from "@/components/cover"
import { LibraryEdition } from "@/components/library-edition"
import { OfferButton } from "@/components/offer-button"
import { ReleaseNotes } from "@/components/release-notes"
import { PageLink } from "@/components/ui/page-link"
import { requireCustomer } from "@/lib/auth/require-customer"
import { findOwnProduct, type OwnProduct } from "@/lib/library/find-own-product"

type Props = PageProps<"/library/[slug]">

// The page and its metadata ask for the same product.
const findOwn = cache(async (slug: string): Promise<OwnProduct | null> => {
  const { customerId } = await requireCustomer(`/library/${encodeURIComponent(slug)}`)
  return findOwnProduct(customerId, slug, await chosenCurrency())
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const product = await findOwn((await params).slug)
  return { title: product ? product.title : "Not found", robots: { index: false } }
}

/** One product that the customer who is signed in has: all its files, in every version. */
export default async function OwnProductPage({ params }: Props) {
  const product = await findOwn((await params).slug)
  if (!product) return notFoundPage()
  const { slug, title, people, coverKey, editions, chosen, isArchived, isEntry, hasPage } = product
  const path = `/library/${slug}` as const
  return (
    <article className="mx-auto max-w-3xl pt-2">
      <p className="text-sm">
        <PageLink href="/library" className="link">
          Your library
        </PageLink>
      </p>
      <header className="mt-5 grid grid-cols-[6rem_minmax(0,1fr)] gap-x-6 gap-y-5 sm:grid-cols-[11rem_minmax(0,1fr)] sm:gap-x-8">
        <Cover title={initialOf(title)} coverKey={coverKey} alt="" isFirst />
        <div>
          <h1 className="text-2xl font-semibold wrap-anywhere sm:text-4xl">{title}</h1>
          {people.length > 0 && <p className="mt-2 text-quiet">{people.join(", ")}</p>}
          <div className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-2">
            {product.kind !== "file" && (
              <OfferButton
                offer={chosen.offer}
                slug={chosen.isSample ? chosen.slug : slug}
                productSlug={slug}
                edition={{ slug: chosen.slug, title }}
                buy={buyNow}
                className="min-w-36"
              />
            )}
            {hasPage && (
              <PageLink href={`/products/${slug}`} className="link text-sm">
                See it in the shop
              </PageLink>
            )}
            {isEntry && (
              <ArchiveForm
                slug={slug}
                title={title}
                back={path}
                isArchived={isArchived}
                action={isArchived ? unarchive : archive}
              />
            )}
          </div>
          {isArchived && <p className="mt-3 text-sm text-quiet">You archived this.</p>}
        </div>
      </header>
      <div className="mt-4 divide-y divide-line">
        {editions.map((edition) => (
          <LibraryEdition key={edition.id} edition={edition} />
        ))}
      </div>
      <ReleaseNotes releases={product.releases} news={newsOf(product)} />
    </article>
  )
}

/** The versions that came out after what of this product the reader has fetched. */
function newsOf({ editions, releases }: OwnProduct): string[] {
  const had = editions.filter((edition) => edition.isNew).map(({ had: one }) => one?.releasedAt)
  const since = Math.min(...had.map((at) => at?.getTime() ?? Number.POSITIVE_INFINITY))
  return releases.filter(({ releasedAt }) => releasedAt.getTime() > since).map((one) => one.version)
}
