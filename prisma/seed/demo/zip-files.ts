import { type Zippable, zipSync } from "fflate"

/** A path inside the archive and its content; `stored` keeps it uncompressed. */
export type ZipEntry = { path: string; bytes: Uint8Array; stored?: boolean }

/**
 * An archive with the entries in the given order, all of the given day, the same bytes at every
 * run and in every time zone: zip keeps local times without a zone, so the day is taken apart.
 */
export function zipFiles(entries: ZipEntry[], day: Date): Uint8Array {
  const mtime = new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 12)
  const files: Zippable = {}
  for (const entry of entries) {
    files[entry.path] = [entry.bytes, { level: entry.stored ? 0 : 6, mtime }]
  }
  return zipSync(files)
}
