import type { Metadata } from "next"
import { headers } from "next/headers"
import { cache } from "react"
import { buyNow, getFree } from "@/app/(shop)/products/[slug]/actions"
import { movedOrNotFound } from "@/app/moved-or-not-found"
import { notFoundPage } from "@/app/not-found-page"
import { productMetadata } from "@/app/product-metadata"
import { chosenCurrency, currentVisitor } from "@/app/visitor"
import { ProductArticle } from "@/components/product-article"
import { ProductJsonLd } from "@/components/product-json-ld"
import { findProductPage } from "@/lib/catalog/store/product-page"
import { now } from "@/lib/clock"
import { listOffers } from "@/lib/entitlements/list-offers"

type Props = PageProps<"/products/[slug]">

// The page and its metadata ask for the same product.
const findPage = cache((slug: string) => findProductPage(slug, now()))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  return productMetadata(await findPage(slug), `/products/${slug}`)
}

export default async function ProductPage({ params }: Props) {
  const { slug } = await params
  const page = await findPage(slug)
  if (!page) return movedOrNotFound("products", slug)
  const [visitor, currency] = await Promise.all([currentVisitor(), chosenCurrency()])
  const [product] = await listOffers([page], visitor, now(), currency)
  if (!product) return notFoundPage()
  return (
    <ProductArticle product={product} buy={buyNow} getFree={getFree}>
      <ProductJsonLd product={product} nonce={(await headers()).get("x-nonce") ?? ""} />
    </ProductArticle>
  )
}
