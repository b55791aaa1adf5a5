import { type Zippable, zipSync } from "fflate"

/** A path inside the archive and its content; `stored` keeps it uncompressed. */
export type ZipEntry = { path: string; bytes: Uint8Array; stored?: boolean }

/**
 * An archive with the entries in the given order, the same bytes at every run: zip keeps local
 * times without a zone, so the date is built from its parts and not from an instant.
 */
export function zipFiles(entries: ZipEntry[]): Uint8Array {
  const mtime = new Date(2026, 8, 14, 12, 0, 0)
  const files: Zippable = {}
  for (const entry of entries) {
    files[entry.path] = [entry.bytes, { level: entry.stored ? 0 : 6, mtime }]
  }
  return zipSync(files)
}
