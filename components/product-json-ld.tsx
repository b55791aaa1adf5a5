import { coverUrl } from "@/components/cover"
import type { ProductPage } from "@/lib/catalog/store/product-page"
import type { Offered } from "@/lib/entitlements/list-offers"
import { env } from "@/lib/env"
import { toDecimal } from "@/lib/money"

type Product = Omit<ProductPage, "editions"> & {
  editions: Offered<ProductPage["editions"][number]>[]
}

/** What search engines are told of a product (schema.org, Product). */
export function ProductJsonLd({ product, nonce }: { product: Product; nonce: string }) {
  const url = `${env().PUBLIC_URL}/products/${product.slug}`
  const onSale = product.editions.filter((edition) => !edition.editionArchivedAt)
  const offers = onSale.flatMap(({ title, isSample, offer: { price } }) =>
    price && !isSample
      ? {
          "@type": "Offer",
          name: title,
          url,
          price: toDecimal(price),
          priceCurrency: price.currency.toUpperCase(),
          availability: `https://schema.org/${product.archivedAt ? "Discontinued" : "InStock"}`,
        }
      : [],
  )
  const json = JSON.stringify({
    "@context": "https://schema.org",
    "@type": "Product",
    name: product.title,
    description: product.summary,
    url,
    ...(product.coverKey ? { image: env().PUBLIC_URL + coverUrl(product.coverKey) } : {}),
    ...(offers.length > 0 ? { offers } : {}),
  })
  // "<" could end the script element.
  const __html = json.replace(/</g, "\\u003c")
  return (
    <script
      type="application/ld+json"
      nonce={nonce}
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html }}
    />
  )
}
