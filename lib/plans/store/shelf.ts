import { db } from "@/lib/db"

/**
 * The plans of the shop with their families and prices, for its owner: by family and tier, the newest
 * version first.
 * @param isAll retired versions, and prices that left the shelf, as well
 */
export async function listShelf(isAll: boolean) {
  return db().plan.findMany({
    where: isAll ? {} : { retiredAt: null },
    orderBy: [
      { family: { position: "asc" } },
      { tier: "asc" },
      { slug: "asc" },
      { version: "desc" },
    ],
    include: {
      family: { select: { slug: true, title: true } },
      prices: { where: isAll ? {} : { archivedAt: null }, orderBy: { position: "asc" } },
    },
  })
}
