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

/** The newest release of "Edition" ed that customer $1 has fetched a file of, by whatever opened it. */
export const fetchedVersion = `
  (SELECT ${version} FROM "Entitlement" e
   JOIN "Download" d ON d."entitlementId" = e."id" AND d."startedAt" IS NOT NULL
   JOIN "ReleaseFile" f ON f."id" = d."fileId" AND f."editionId" = ed."id"
   JOIN "Release" r ON r."id" = f."releaseId"
   WHERE e."customerId" = $1
     AND (e."editionId" = ed."id" OR e."productId" = p."id" OR e."groupName" = ANY(p."groups"))
   ORDER BY r."releasedAt" DESC, r."id" DESC LIMIT 1)`
