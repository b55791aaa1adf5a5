import type { Metadata, Route } from "next"
import { cache } from "react"
import { buyNow, getFree } from "@/app/(shop)/products/[slug]/actions"
import { movedOrNotFound } from "@/app/moved-or-not-found"
import { notFoundPage } from "@/app/not-found-page"
import { productMetadata } from "@/app/product-metadata"
import { chosenCurrency, currentVisitor } from "@/app/visitor"
import { ArticleBeginning, ArticlePage } from "@/components/article-page"
import { ClosedGoods } from "@/components/closed-goods"
import { findProductPage } from "@/lib/catalog/store/product-page"
import { now } from "@/lib/clock"
import { openArticle } from "@/lib/delivery/open-article"
import { listOffers } from "@/lib/entitlements/list-offers"
import { listOpenEditions } from "@/lib/entitlements/list-open-editions"

type Props = PageProps<"/read/[slug]">

// The page and its metadata ask for the same product.
const findPage = cache(async (slug: string) => {
  const page = await findProductPage(slug, now())
  return page?.kind === "article" ? page : null
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  return productMetadata(await findPage(slug), `/read/${slug}`)
}

/** An article, for whoever may open it at this moment; for anybody else its beginning, and how to. */
export default async function ReadPage({ params }: Props) {
  const { slug } = await params
  const page = await findPage(slug)
  if (!page) return movedOrNotFound("read", slug)
  const [visitor, currency] = await Promise.all([currentVisitor(), chosenCurrency()])
  const at = now()
  const [product] = await listOffers([page], visitor, at, currency)
  if (!product) return notFoundPage()

  const [open, ...others] = listOpenEditions(product)
  if (open) {
    const openedBy = [open, ...others]
    const editionIds = openedBy.map(({ id }) => id)
    const article = await openArticle({ editionIds, part: "whole", openedBy, now: at })
    const edition = product.editions.find(({ id }) => id === (article?.editionId ?? open.id))
    if (edition) return <ArticlePage product={product} offer={edition.offer} article={article} />
  }

  // Not a word of it before it is out.
  const isOut = product.publishedAt !== null && product.publishedAt <= at
  const forSale = isOut ? product.editions.filter(({ isSample }) => !isSample) : []
  const article = await openArticle({
    editionIds: forSale.map(({ id }) => id),
    part: "beginning",
    now: at,
  })
  return (
    <ArticleBeginning product={product} article={article}>
      <ClosedGoods
        product={product}
        path={`/read/${product.slug}` as Route}
        isSignedIn={visitor.customerId !== null}
        buy={buyNow}
        getFree={getFree}
      />
    </ArticleBeginning>
  )
}
