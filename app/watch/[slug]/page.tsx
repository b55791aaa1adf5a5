import type { Metadata, Route } from "next"
import { cache } from "react"
import { buyNow, getFree } from "@/app/(shop)/products/[slug]/actions"
import { movedOrNotFound } from "@/app/moved-or-not-found"
import { notFoundPage } from "@/app/not-found-page"
import { chosenCurrency, currentVisitor } from "@/app/visitor"
import { ClosedGoods } from "@/components/closed-goods"
import { Cover } from "@/components/cover"
import { FilmPage } from "@/components/film-page"
import { GoodsTitle } from "@/components/goods-title"
import { findProductPage, type ProductPage } from "@/lib/catalog/store/product-page"
import { now } from "@/lib/clock"
import { openFilm } from "@/lib/delivery/open-film"
import { listOffers, type OfferedProduct } from "@/lib/entitlements/list-offers"
import { listOpenEditions } from "@/lib/entitlements/list-open-editions"

type Props = PageProps<"/watch/[slug]">

// The page and its metadata ask for the same product.
const findPage = cache(async (slug: string) => {
  const page = await findProductPage(slug, now())
  return page?.kind === "video" ? page : null
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const product = await findPage((await params).slug)
  return { title: product?.title ?? "Not found", robots: { index: false } }
}

/** A film, for whoever may open it at this moment; for anybody else, how to. */
export default async function WatchPage({ params, searchParams }: Props) {
  const { slug } = await params
  const page = await findPage(slug)
  if (!page) return movedOrNotFound("watch", slug)
  const [visitor, currency] = await Promise.all([currentVisitor(), chosenCurrency()])
  const at = now()
  const [product] = await listOffers([page], visitor, at, currency)
  if (!product) return notFoundPage()
  const { customerId } = visitor
  const editions = listOpenEditions(product)
  const [open] = editions
  if (!open) return closedFilm(product, customerId !== null)

  const { part, from } = await searchParams
  const fileId = typeof part === "string" ? part : undefined
  const film = await openFilm({ editions, customerId, fileId, now: at })
  const edition = product.editions.find(({ id }) => id === (film?.editionId ?? open.id))
  if (!edition) return notFoundPage()
  return <FilmPage product={product} offer={edition.offer} film={film} isFromStart={from === "0"} />
}

function closedFilm(product: OfferedProduct<ProductPage>, isSignedIn: boolean) {
  const { slug, title, people, summary, coverKey, coverAlt } = product
  return (
    <article className="mx-auto max-w-2xl">
      <Cover
        title={title}
        coverKey={coverKey}
        alt={coverAlt || title}
        isFirst
        sizes="(min-width: 64rem) 60rem, 92vw"
        className="mb-8"
      />
      <GoodsTitle title={title} people={people}>
        {summary && <p className="mt-4 text-lg text-quiet">{summary}</p>}
      </GoodsTitle>
      <ClosedGoods
        product={product}
        path={`/watch/${slug}` as Route}
        isSignedIn={isSignedIn}
        buy={buyNow}
        getFree={getFree}
      />
    </article>
  )
}
