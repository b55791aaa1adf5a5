import type { PlanOption, PriceOption } from "@/lib/catalog/rules"
import type { HeldEdition, Version } from "@/lib/library/rules"

type VersionJson = { releaseId: string; version: string; releasedAt: string }

/** An edition as `editionJson` gives it: times are text. */
export type EditionJson = Omit<HeldEdition, "prices" | "plans" | "latest" | "had"> & {
  prices: PriceOption[] | null
  latest: VersionJson | null
  had: VersionJson | null
}

const version = `json_build_object('releaseId', r."id", 'version', r."version", 'releasedAt', r."releasedAt")`

// The newest release that is out at $2 and has files of the edition.
const latest = `
  (SELECT ${version} FROM "ReleaseFile" f JOIN "Release" r ON r."id" = f."releaseId"
   WHERE f."editionId" = ed."id" AND r."releasedAt" <= $2 AND r."withdrawnAt" IS NULL
   ORDER BY r."releasedAt" DESC, r."id" DESC LIMIT 1)`

// The newest release of the edition that customer $1 has fetched a file of, by whatever opened it.
// Downloads are found by file and entitlement together: those of a file that sells well are many.
const had = `
  (SELECT ${version} FROM "ReleaseFile" f
   JOIN "Release" r ON r."id" = f."releaseId"
   WHERE f."editionId" = ed."id" AND EXISTS (
     SELECT 1 FROM "Download" d
     WHERE d."fileId" = f."id" AND d."startedAt" IS NOT NULL AND d."entitlementId" = ANY (ARRAY(
       SELECT e."id" FROM "Entitlement" e
       WHERE e."customerId" = $1
         AND (e."editionId" = ed."id" OR e."productId" = p."id" OR e."groupName" = ANY(p."groups")))))
   ORDER BY r."releasedAt" DESC, r."id" DESC LIMIT 1)`

/**
 * "Edition" ed, of "Product" p, as a JSON object: with its live prices, and the versions that are out
 * at $2 and that customer $1 has fetched.
 */
export const editionJson = `
  json_build_object(
    'id', ed."id", 'slug', ed."slug", 'title', ed."title", 'format', ed."format",
    'isSample', ed."isSample", 'downloadLimit', ed."downloadLimit",
    'accessSeconds', ed."accessSeconds",
    'prices', (SELECT json_agg(json_build_object('id', c."id", 'currency', c."currency",
                 'amount', c."amount", 'position', c."position") ORDER BY c."position")
               FROM "Price" c WHERE c."editionId" = ed."id" AND c."archivedAt" IS NULL),
    'latest', ${latest}, 'had', ${had})`

/** @param plans of the edition's product (`plansColumn`) */
export function toEdition(
  { prices, latest: newest, had: fetched, ...edition }: EditionJson,
  plans: PlanOption[] | null,
) {
  const versions = { latest: toVersion(newest), had: toVersion(fetched) }
  return { ...edition, prices: prices ?? [], plans: plans ?? [], ...versions } satisfies HeldEdition
}

function toVersion(json: VersionJson | null): Version | null {
  return json && { ...json, releasedAt: new Date(json.releasedAt) }
}
