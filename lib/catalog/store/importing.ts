import type { EditionFields, FileFields, ProductFields } from "@/lib/catalog/store/publishing"
import { db } from "@/lib/db"
import type { Money } from "@/lib/money"

export type ProductRow = ProductFields & { id: string }
export type EditionRow = EditionFields & { id: string; productId: string }
export type PriceRow = Money & { id: string; editionId: string; position: number }
export type ReleaseRow = {
  id: string
  productId: string
  version: string
  notes: string
  releasedAt: Date
}
export type FileRow = FileFields & { id: string; releaseId: string; editionId: string }

/** An edition as the shop has it, with its live prices. */
export type HeldEdition = EditionRow & { prices: PriceRow[] }

/** A product as the shop has it, as far as an import may change it. */
export type HeldProduct = ProductRow & {
  editions: HeldEdition[]
  releases: {
    id: string
    version: string
    files: { editionId: string; name: string; sha256: string }[]
  }[]
}

/** All rows that a batch writes. */
export type ImportWrites = {
  newProducts: ProductRow[]
  changedProducts: ProductRow[]
  newEditions: EditionRow[]
  changedEditions: EditionRow[]
  /** Ids of prices that are replaced. */
  archivedPrices: string[]
  newPrices: PriceRow[]
  newReleases: ReleaseRow[]
  newFiles: FileRow[]
}

/** Holds other imports off, and what they would read, until the transaction ends. */
export async function lockImports(slugs: string[]): Promise<void> {
  await db().$executeRaw`SELECT pg_advisory_xact_lock(hashtext('import-catalogue'))`
  await db()
    .$executeRaw`SELECT 1 FROM "Product" WHERE "slug" = ANY(${slugs}) ORDER BY "id" FOR UPDATE`
}

/** The products of these slugs, by slug. */
export async function listForImport(slugs: string[]): Promise<Map<string, HeldProduct>> {
  const product = { slug: { in: slugs } }
  const hidden = { createdAt: true, archivedAt: true } as const
  // One relation at a time: a transaction has one connection, which answers one after the other.
  const products = await db().product.findMany({
    where: product,
    omit: { ...hidden, updatedAt: true, popularity: true },
  })
  const editions = await db().edition.findMany({
    where: { product },
    orderBy: { position: "asc" },
    omit: { ...hidden, updatedAt: true },
    include: {
      prices: { where: { archivedAt: null }, orderBy: { position: "asc" }, omit: hidden },
    },
  })
  const releases = await db().release.findMany({
    where: { product },
    select: {
      id: true,
      productId: true,
      version: true,
      files: { select: { editionId: true, name: true, sha256: true } },
    },
  })
  const [editionsOf, releasesOf] = [byProduct(editions), byProduct(releases)]
  return new Map(
    products.map((held) => [
      held.slug,
      { ...held, editions: editionsOf(held.id), releases: releasesOf(held.id) },
    ]),
  )
}

function byProduct<T extends { productId: string }>(rows: T[]): (id: string) => T[] {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.productId) ?? []
    group.push(row)
    groups.set(row.productId, group)
  }
  return (id) => groups.get(id) ?? []
}

/** Which product has each of these edition slugs; free ones are left out. */
export async function listEditionOwners(slugs: string[]): Promise<Map<string, string>> {
  const rows = await db().edition.findMany({
    where: { slug: { in: slugs } },
    select: { slug: true, productId: true },
  })
  return new Map(rows.map((row) => [row.slug, row.productId]))
}
