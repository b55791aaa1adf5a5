import type { OwnEdition } from "@/lib/library/rules"

/** The version that is out beside the one that the reader has, in a few words. */
export function OwnVersions({ edition: { latest, had, isNew } }: { edition: OwnEdition }) {
  if (!latest) return "no files yet"
  if (!had) return `version ${latest.version}`
  if (isNew) return `version ${latest.version} is out, you have ${had.version}`
  return `version ${latest.version}, which you have`
}
