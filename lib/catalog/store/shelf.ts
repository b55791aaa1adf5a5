import { db } from "@/lib/db"

/** Every product with its editions and live prices, newest first: the owner's list. */
export async function listShelf(limit: number) {
  return db().product.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
    select: {
      slug: true,
      title: true,
      kind: true,
      publishedAt: true,
      archivedAt: true,
      isDemo: true,
      editions: {
        orderBy: { position: "asc" },
        select: {
          slug: true,
          title: true,
          archivedAt: true,
          prices: {
            where: { archivedAt: null },
            orderBy: { position: "asc" },
            select: { currency: true, amount: true },
          },
          _count: { select: { purchases: true } },
        },
      },
    },
  })
}
