import type { MetadataRoute } from "next"
import { listForSitemap } from "@/lib/catalog/store/catalogue"
import { now } from "@/lib/clock"
import { env } from "@/lib/env"
import { legalPages } from "@/lib/legal/rules"
import { hasPlansOnSale } from "@/lib/plans/store/plans"

export const dynamic = "force-dynamic"

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { PUBLIC_URL } = env()
  const products = await listForSitemap(now())
  return [
    { url: `${PUBLIC_URL}/` },
    ...((await hasPlansOnSale()) ? [{ url: `${PUBLIC_URL}/plans` }] : []),
    ...products.map(({ slug, updatedAt }) => ({
      url: `${PUBLIC_URL}/products/${slug}`,
      lastModified: updatedAt,
    })),
    ...legalPages.map((slug) => ({ url: `${PUBLIC_URL}/legal/${slug}` })),
  ]
}
