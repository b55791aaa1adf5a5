import type { ProductKind } from "@/lib/catalog/rules"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"

export type ProductFields = {
  slug: string
  title: string
  summary: string
  description: string
  kind: ProductKind
  people: string[]
  keywords: string[]
  groups: string[]
  coverKey: string | null
  coverAlt: string
  publishedAt: Date | null
  isDemo: boolean
}

export type EditionFields = {
  slug: string
  title: string
  format: string
  isSample: boolean
  downloadLimit: number
  /** Seconds that a purchase opens it (a rental); null: for ever. */
  accessSeconds: number | null
  position: number
}

export type FileFields = {
  name: string
  contentType: string
  size: bigint
  sha256: string
  storageKey: string
  position: number
}

/** Creates a product or updates the one of that slug; gives its id. Un-archives it. */
export async function saveProduct(fields: ProductFields): Promise<string> {
  const { id } = await db().product.upsert({
    where: { slug: fields.slug },
    create: { id: newId(), ...fields },
    update: { ...fields, archivedAt: null },
    select: { id: true },
  })
  return id
}

/** Creates an edition of a product or updates the one of that slug; gives its id. */
export async function saveEdition(productId: string, fields: EditionFields): Promise<string> {
  const { id } = await db().edition.upsert({
    where: { slug: fields.slug },
    create: { id: newId(), productId, ...fields },
    update: { ...fields, archivedAt: null },
    select: { id: true },
  })
  return id
}

/**
 * Makes these the live prices of an edition, in this order. A price that stays is left as it is; one
 * that changed is archived and a new one made, so that orders keep what they were asked.
 */
export async function savePrices(
  editionId: string,
  prices: { currency: string; amount: number }[],
): Promise<void> {
  const live = await db().price.findMany({ where: { editionId, archivedAt: null } })
  const isWanted = (held: (typeof live)[number]) =>
    prices.some(
      (price, position) =>
        price.currency === held.currency &&
        price.amount === held.amount &&
        position === held.position,
    )
  await db().price.updateMany({
    where: { id: { in: live.filter((held) => !isWanted(held)).map((held) => held.id) } },
    data: { archivedAt: now() },
  })
  const kept = new Set(live.filter(isWanted).map((held) => held.currency))
  await db().price.createMany({
    data: prices.flatMap((price, position) =>
      kept.has(price.currency) ? [] : [{ id: newId(), editionId, position, ...price }],
    ),
  })
}

/** Writes a release once; gives its id. Its notes and time stay as they were first written. */
export async function saveRelease(
  productId: string,
  release: { version: string; notes: string; releasedAt: Date },
): Promise<string> {
  await db().release.createMany({
    data: [{ id: newId(), productId, ...release }],
    skipDuplicates: true,
  })
  const { id } = await db().release.findUniqueOrThrow({
    where: { productId_version: { productId, version: release.version } },
    select: { id: true },
  })
  return id
}

/** Writes the files of an edition in a release; those that are there stay. */
export async function recordFiles(
  releaseId: string,
  editionId: string,
  files: FileFields[],
): Promise<void> {
  await db().releaseFile.createMany({
    data: files.map((file) => ({ id: newId(), releaseId, editionId, ...file })),
    skipDuplicates: true,
  })
}

/** Whether there is a product of this slug. */
export async function hasProduct(slug: string): Promise<boolean> {
  return (await db().product.count({ where: { slug } })) > 0
}

/** How many products the shop has. */
export async function countProducts(): Promise<number> {
  return db().product.count()
}
