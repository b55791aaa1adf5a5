import type { ProductKind } from "@/lib/catalog/rules"
import { type PlansColumn, plansColumn } from "@/lib/catalog/store/plan-column"
import { pool } from "@/lib/db"
import type { HeldEdition } from "@/lib/library/rules"
import { type EditionJson, editionJson, toEdition } from "@/lib/library/store/edition-columns"

/** A product as somebody who has it sees it, before it is known what of it they have. */
export type WholeProduct = {
  id: string
  slug: string
  title: string
  kind: ProductKind
  people: string[]
  coverKey: string | null
  isArchived: boolean
  /** Whether the shop has a page about it: it is, or was, published. */
  hasPage: boolean
  /** Whether anything of it is theirs by itself, not only as one of a group. */
  isEntry: boolean
  editions: HeldEdition[]
  /** Newest first, those to come left out. Notes are Markdown, hostile. */
  releases: { version: string; notes: string; releasedAt: Date }[]
}

type ReleaseJson = { version: string; notes: string; releasedAt: string }
type Row = Omit<WholeProduct, "editions" | "releases"> & {
  editions: EditionJson[] | null
  releases: ReleaseJson[] | null
} & PlansColumn

/** A product with all its editions and releases, and what this customer has fetched of it; or null. */
export async function findWholeProduct(
  customerId: string,
  slug: string,
  now: Date,
): Promise<WholeProduct | null> {
  if (slug.includes("\0")) return null
  const values = [customerId, now, slug]
  const { rows } = await pool().query<Row>({ name: "own-product", text: statement, values })
  const [row] = rows
  return row ? toProduct(row) : null
}

const statement = `
  WITH "own" AS (
    SELECT p."id", max(e."startsAt") AS "since"
    FROM "Product" p
    JOIN "Entitlement" e ON e."customerId" = $1 AND (e."productId" = p."id"
      OR e."editionId" IN (SELECT "id" FROM "Edition" WHERE "productId" = p."id"))
    WHERE p."slug" = $3 AND (e."revokedReason" = 'disputed'
      OR (e."revokedAt" IS NULL AND e."startsAt" <= $2 AND (e."endsAt" IS NULL OR e."endsAt" > $2)))
    GROUP BY p."id"
  )
  SELECT p."id"::text AS "id", p."slug", p."title", p."kind"::text AS "kind", p."people",
         p."coverKey", o."id" IS NOT NULL AS "isEntry",
         p."publishedAt" IS NOT NULL AS "hasPage",
         COALESCE(a."archivedAt" >= o."since", false) AS "isArchived",
         (SELECT json_agg(${editionJson} ORDER BY ed."isSample", ed."position", ed."id")
          FROM "Edition" ed WHERE ed."productId" = p."id") AS "editions",
         (SELECT json_agg(l ORDER BY l."releasedAt" DESC) FROM (
            SELECT "version", "notes", "releasedAt" FROM "Release"
            WHERE "productId" = p."id" AND "releasedAt" <= $2 AND "withdrawnAt" IS NULL
            ORDER BY "releasedAt" DESC LIMIT 200) l) AS "releases",
         ${plansColumn}
  FROM "Product" p
  LEFT JOIN "own" o ON o."id" = p."id"
  LEFT JOIN "ArchivedProduct" a ON a."customerId" = $1 AND a."productId" = p."id"
  WHERE p."slug" = $3`

function toProduct({ editions, plans, releases, ...product }: Row): WholeProduct {
  return {
    ...product,
    editions: (editions ?? []).map((edition) => toEdition(edition, plans)),
    releases: (releases ?? []).map(({ releasedAt, ...release }) => ({
      ...release,
      releasedAt: new Date(releasedAt),
    })),
  }
}
