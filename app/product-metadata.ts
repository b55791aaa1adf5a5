import type { Metadata } from "next"
import { openGraph } from "@/app/open-graph"
import { coverUrl } from "@/components/cover"
import type { ProductPage } from "@/lib/catalog/store/product-page"
import { now } from "@/lib/clock"

/**
 * What a page of a product says of itself to search engines and link previews; only what is on the
 * shelf is to be found.
 * @param path the page's own
 */
export function productMetadata(product: ProductPage | null, path: `/${string}`): Metadata {
  if (!product) return { title: "Not found" }
  const { title, summary, coverKey, coverAlt, archivedAt, publishedAt } = product
  const isListed = !archivedAt && publishedAt && publishedAt <= now()
  const images = coverKey ? [{ url: coverUrl(coverKey), alt: coverAlt || title }] : []
  return {
    title,
    description: summary,
    alternates: { canonical: path },
    // Replaces the layout's as a whole.
    openGraph: { ...openGraph(), title, description: summary, url: path, images },
    twitter: { card: coverKey ? "summary_large_image" : "summary", title, description: summary },
    ...(isListed ? {} : { robots: { index: false } }),
  }
}
