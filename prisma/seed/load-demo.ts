import { publishProduct } from "@/lib/catalog/publish-product"
import { hasProduct } from "@/lib/catalog/store/publishing"
import { demoCatalog } from "@/prisma/seed/demo/catalog"

/**
 * Puts the demonstration's goods on the shelf; gives the slugs of those that were not there. A
 * product that is there stays as its owner left it.
 */
export async function loadDemo(tell: (line: string) => void): Promise<string[]> {
  const added: string[] = []
  for (const { version, notes, publishedAt, ...product } of await demoCatalog()) {
    if (await hasProduct(product.slug)) continue
    const releasedAt = new Date(publishedAt)
    await publishProduct({
      ...product,
      isDemo: true,
      publishedAt: releasedAt,
      release: { version, notes, releasedAt },
      editions: product.editions.map((edition) => ({
        ...edition,
        isSample: edition.isSample ?? false,
        downloadLimit: edition.downloadLimit ?? 5,
      })),
    })
    added.push(product.slug)
    tell(
      `${product.title}: ${product.editions.length} ${product.editions.length === 1 ? "edition" : "editions"}`,
    )
  }
  return added
}
