import type { Version } from "@/lib/library/rules"

/** A version as JSON holds it. */
export type VersionJson = { releaseId: string; version: string; releasedAt: string }

export function toVersion(json: VersionJson | null): Version | null {
  return json && { ...json, releasedAt: new Date(json.releasedAt) }
}

const version = `json_build_object('releaseId', r."id", 'version', r."version", 'releasedAt', r."releasedAt")`

/** The newest release that is out at $2 and has files of "Edition" ed. */
export const latestVersion = `
  (SELECT ${version} FROM "ReleaseFile" f JOIN "Release" r ON r."id" = f."releaseId"
   WHERE f."editionId" = ed."id" AND r."releasedAt" <= $2
   ORDER BY r."releasedAt" DESC, r."id" DESC LIMIT 1)`

/**
 * The newest release of "Edition" ed, of "Product" p, that customer $1 has fetched a file of, by
 * whatever opened it. Downloads are found by file and entitlement together: those of a file that sells
 * well are many.
 */
export const fetchedVersion = `
  (SELECT ${version} FROM "ReleaseFile" f
   JOIN "Release" r ON r."id" = f."releaseId"
   WHERE f."editionId" = ed."id" AND EXISTS (
     SELECT 1 FROM "Download" d
     WHERE d."fileId" = f."id" AND d."startedAt" IS NOT NULL AND d."entitlementId" = ANY (ARRAY(
       SELECT e."id" FROM "Entitlement" e
       WHERE e."customerId" = $1
         AND (e."editionId" = ed."id" OR e."productId" = p."id" OR e."groupName" = ANY(p."groups")))))
   ORDER BY r."releasedAt" DESC, r."id" DESC LIMIT 1)`
