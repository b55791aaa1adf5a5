import type { PriceOption, ProductKind, Sellable } from "@/lib/catalog/rules"
import { type PlansColumn, plansColumn } from "@/lib/catalog/store/plan-column"
import { pool } from "@/lib/db"

/** A file of an edition's newest release. */
export type PageFile = { name: string; contentType: string; size: bigint }

export type PageEdition = Sellable & {
  id: string
  slug: string
  title: string
  format: string
  isSample: boolean
  downloadLimit: number
  /** Seconds that a purchase opens it (a rental); null: for ever. */
  accessSeconds: number | null
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

// Times and sizes as JSON holds them: text, for a file may be larger than a JSON number.
type FileJson = { editionId: string; name: string; contentType: string; size: string }
type ReleaseJson = { version: string; notes: string; releasedAt: string; files: FileJson[] | null }
type EditionJson = Pick<
  PageEdition,
  "id" | "slug" | "title" | "format" | "isSample" | "downloadLimit" | "accessSeconds"
> & { archivedAt: string | null; prices: PriceOption[] | null }

type Row = Omit<ProductPage, "editions" | "releases"> & {
  editions: EditionJson[] | null
  releases: ReleaseJson[] | null
} & PlansColumn

/**
 * The page of a product that is or was published, archived ones included (their page says that they
 * are no longer sold), or null. Archived editions are in it for their owners; prices are live ones.
 * One statement: five, one for each table, were half of what the page costs (bench P3). On the pool and by name, so that it is planned once a connection.
 */
export async function findProductPage(slug: string, now: Date): Promise<ProductPage | null> {
  return find("product-page", `${statement} AND p."publishedAt" IS NOT NULL`, slug, now)
}

/** The same of a draft too: what its owner looks at before anybody else does. */
export async function findDraftPage(slug: string, now: Date): Promise<ProductPage | null> {
  return find("draft-page", statement, slug, now)
}

async function find(name: string, text: string, slug: string, now: Date) {
  const { rows } = await pool().query<Row>({ name, text, values: [slug, now] })
  const [row] = rows
  return row ? toPage(row) : null
}

const statement = `
    SELECT p."id"::text AS "id", p."slug", p."title", p."summary", p."description",
           p."kind"::text AS "kind", p."people", p."keywords", p."coverKey", p."coverAlt",
           p."publishedAt", p."archivedAt", p."updatedAt",
           (SELECT json_agg(json_build_object(
              'id', e."id", 'slug', e."slug", 'title', e."title", 'format', e."format",
              'isSample', e."isSample", 'downloadLimit', e."downloadLimit",
              'accessSeconds', e."accessSeconds",
              'archivedAt', e."archivedAt",
              'prices', (SELECT json_agg(json_build_object('id', r."id", 'currency', r."currency",
                           'amount', r."amount", 'position', r."position") ORDER BY r."position")
                         FROM "Price" r WHERE r."editionId" = e."id" AND r."archivedAt" IS NULL)
            ) ORDER BY e."position", e."id") FROM "Edition" e WHERE e."productId" = p."id") AS "editions",
           (SELECT json_agg(json_build_object(
              'version', l."version", 'notes', l."notes", 'releasedAt', l."releasedAt",
              'files', (SELECT json_agg(json_build_object('editionId', f."editionId",
                          'name', f."name", 'contentType', f."contentType", 'size', f."size"::text)
                          ORDER BY f."position", f."name")
                        FROM "ReleaseFile" f WHERE f."releaseId" = l."id")
            ) ORDER BY l."releasedAt" DESC)
            FROM (SELECT * FROM "Release" WHERE "productId" = p."id" AND "releasedAt" <= $2
                    AND "withdrawnAt" IS NULL
                  ORDER BY "releasedAt" DESC LIMIT 50) l) AS "releases",
           ${plansColumn}
    FROM "Product" p
    WHERE p."slug" = $1`

function toPage({ editions, releases: listed, plans, ...product }: Row): ProductPage {
  const releases = (listed ?? []).map(toRelease)
  return {
    ...product,
    editions: (editions ?? []).map(({ archivedAt, prices, ...edition }) => ({
      ...edition,
      prices: prices ?? [],
      plans: plans ?? [],
      kind: product.kind,
      editionArchivedAt: archivedAt === null ? null : new Date(archivedAt),
      productArchivedAt: product.archivedAt,
      publishedAt: product.publishedAt,
      latest: latestOf(edition.id, releases),
    })),
    releases: releases.map(({ version, notes, releasedAt }) => ({ version, notes, releasedAt })),
  }
}

function toRelease({ releasedAt, files, ...release }: ReleaseJson): Release {
  return {
    ...release,
    releasedAt: new Date(releasedAt),
    files: (files ?? []).map((file) => ({ ...file, size: BigInt(file.size) })),
  }
}

type Release = {
  version: string
  notes: string
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
