import type { ProductKind, Sellable } from "@/lib/catalog/rules"
import { db } from "@/lib/db"

/** A file of an edition's newest release. */
export type PageFile = { name: string; contentType: string; size: bigint }

export type PageEdition = Sellable & {
  id: string
  slug: string
  title: string
  format: string
  isSample: boolean
  downloadLimit: number
  /** The newest release that has files for this edition, and those files; null: none yet. */
  latest: { version: string; releasedAt: Date; files: PageFile[] } | null
}

export type PageRelease = { version: string; notes: string; releasedAt: Date }

/** All that a product's page tells to anybody. Descriptions and notes are Markdown, hostile. */
export type ProductPage = {
  id: string
  slug: string
  title: string
  summary: string
  description: string
  kind: ProductKind
  people: string[]
  keywords: string[]
  coverKey: string | null
  coverAlt: string
  publishedAt: Date | null
  archivedAt: Date | null
  updatedAt: Date
  editions: PageEdition[]
  /** Newest first, those to come left out. */
  releases: PageRelease[]
}

/**
 * The page of a product that is or was published, archived ones included (their page says that they
 * are no longer sold), or null. Archived editions are in it for their owners; prices are live ones.
 */
export async function findProductPage(slug: string, now: Date): Promise<ProductPage | null> {
  const row = await db().product.findFirst({
    where: { slug, publishedAt: { not: null } },
    include: {
      editions: {
        orderBy: [{ position: "asc" }, { id: "asc" }],
        include: {
          prices: {
            where: { archivedAt: null },
            orderBy: { position: "asc" },
            select: { id: true, currency: true, amount: true, position: true },
          },
        },
      },
      releases: {
        where: { releasedAt: { lte: now } },
        orderBy: { releasedAt: "desc" },
        take: 50,
        include: {
          files: {
            orderBy: [{ position: "asc" }, { name: "asc" }],
            select: { editionId: true, name: true, contentType: true, size: true },
          },
        },
      },
    },
  })
  if (!row) return null
  const { editions, releases, groups: _groups, isDemo: _isDemo, createdAt: _at, ...product } = row
  return {
    ...product,
    editions: editions.map((edition) => ({
      id: edition.id,
      slug: edition.slug,
      title: edition.title,
      format: edition.format,
      isSample: edition.isSample,
      downloadLimit: edition.downloadLimit,
      prices: edition.prices,
      kind: product.kind,
      editionArchivedAt: edition.archivedAt,
      productArchivedAt: product.archivedAt,
      publishedAt: product.publishedAt,
      latest: latestOf(edition.id, releases),
    })),
    releases: releases.map(({ version, notes, releasedAt }) => ({ version, notes, releasedAt })),
  }
}

type Release = {
  version: string
  releasedAt: Date
  files: (PageFile & { editionId: string })[]
}

function latestOf(editionId: string, releases: Release[]): PageEdition["latest"] {
  for (const { version, releasedAt, files } of releases) {
    const own = files.filter((file) => file.editionId === editionId)
    if (own.length > 0)
      return {
        version,
        releasedAt,
        files: own.map(({ name, contentType, size }) => ({ name, contentType, size })),
      }
  }
  return null
}
