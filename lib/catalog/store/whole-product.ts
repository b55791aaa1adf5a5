import { db } from "@/lib/db"

/** A product as its owner edits it, with all editions, archived ones too; null: there is none of this slug. */
export type WholeProduct = NonNullable<Awaited<ReturnType<typeof findWholeProduct>>>
export type WholeEdition = WholeProduct["editions"][number]

/** Drafts and archived products too. Prices: live ones, the first first. */
export async function findWholeProduct(slug: string) {
  const row = await db().product.findUnique({
    where: { slug },
    omit: { updatedAt: true, isDemo: true },
    include: {
      editions: {
        orderBy: [{ position: "asc" }, { id: "asc" }],
        omit: { productId: true, createdAt: true, updatedAt: true },
        include: {
          prices: {
            where: { archivedAt: null },
            orderBy: { position: "asc" },
            select: { currency: true, amount: true },
          },
          _count: { select: { files: true } },
        },
      },
    },
  })
  if (!row) return null
  const editions = row.editions.map(({ _count, ...edition }) => ({
    ...edition,
    hasFiles: _count.files > 0,
  }))
  return { ...row, editions }
}

/** The slug that a product has now whose slug this was, or null. */
export async function findNewSlug(formerSlug: string): Promise<string | null> {
  const row = await db().formerSlug.findUnique({
    where: { slug: formerSlug },
    select: { product: { select: { slug: true } } },
  })
  return row?.product.slug ?? null
}

/** Gives a product another slug; the one that it had leads to it from now on. */
export async function renameProduct(id: string, from: string, to: string): Promise<void> {
  await db().formerSlug.deleteMany({ where: { slug: to, productId: id } })
  await db().product.update({ where: { id }, data: { slug: to } })
  await db().formerSlug.createMany({ data: [{ slug: from, productId: id }], skipDuplicates: true })
}

/** Puts editions on the shelf or takes them off it, by slug. Off it, they stay with their owners. */
export async function saveEditionShelf(
  productId: string,
  { on, off }: { on: string[]; off: string[] },
  at: Date,
): Promise<void> {
  await db().edition.updateMany({
    where: { productId, slug: { in: on }, archivedAt: { not: null } },
    data: { archivedAt: null },
  })
  await db().edition.updateMany({
    where: { productId, slug: { in: off }, archivedAt: null },
    data: { archivedAt: at },
  })
}

/** Gives a product another picture, or none. */
export async function saveCoverKey(id: string, coverKey: string | null): Promise<void> {
  await db().product.update({ where: { id }, data: { coverKey } })
}
