import type { Sellable } from "@/lib/catalog/rules"
import { db } from "@/lib/db"

/** An edition with all that decides whether, and for what, it may be bought. */
export type SellableEdition = Sellable & {
  id: string
  slug: string
  title: string
  isSample: boolean
  product: { slug: string; title: string }
  /** The product's editions that are bought for ever: who has one need not rent this. */
  keptEditionIds: string[]
}

/** The edition of this slug, sellable or not, or null. Prices: live ones only, first position first. */
export async function findSellableEdition(slug: string): Promise<SellableEdition | null> {
  const row = await db().edition.findUnique({
    where: { slug },
    select: {
      id: true,
      slug: true,
      title: true,
      isSample: true,
      accessSeconds: true,
      archivedAt: true,
      prices: {
        where: { archivedAt: null },
        orderBy: { position: "asc" },
        select: { id: true, currency: true, amount: true, position: true },
      },
      product: {
        select: {
          slug: true,
          title: true,
          kind: true,
          archivedAt: true,
          publishedAt: true,
          editions: { where: { accessSeconds: null, isSample: false }, select: { id: true } },
        },
      },
    },
  })
  if (!row) return null
  const { archivedAt, product, ...edition } = row
  return {
    ...edition,
    kind: product.kind,
    editionArchivedAt: archivedAt,
    productArchivedAt: product.archivedAt,
    publishedAt: product.publishedAt,
    product: { slug: product.slug, title: product.title },
    keptEditionIds: product.editions.map(({ id }) => id),
  }
}
