import { createReadStream } from "node:fs"
import { mkdir, rm } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { Readable } from "node:stream"
import { type Entry, writeTar } from "@/lib/backup/archive/write-tar"
import { requireFree, temporaryBeside } from "@/lib/backup/place"
import {
  type ArchivedFile,
  fileEntry,
  JOBS,
  MANIFEST,
  type Manifest,
  tableEntry,
} from "@/lib/backup/rules"
import { type Spooled, spoolTables } from "@/lib/backup/spool-tables"
import type { NamedFile } from "@/lib/backup/store/dump"
import { now } from "@/lib/clock"
import { hashBytes } from "@/lib/storage/hash-bytes"
import { publicImageType } from "@/lib/storage/rules"
import { storage } from "@/lib/storage/storage"
import { version } from "@/package.json"

export type Backup = {
  path: string
  manifest: Manifest
  /** Files that rows name and that the store does not have as they were, with why; they are not in it. */
  missing: { key: string; why: string }[]
}

type Progress = (progress: { done: number; total: number }) => void

/**
 * Writes a backup of the shop, its database as it stands at one moment and every stored file that it names,
 * into the tar file `path`, which must not exist. No secret is in it. A file that the store has lost does
 * not keep the others from being saved: it is told in `missing`. Killed at any moment, `path` does not exist.
 */
export async function backUpShop(path: string, onProgress: Progress): Promise<Backup> {
  await requireFree(path)
  await mkdir(dirname(path), { recursive: true })
  const temporary = temporaryBeside(path)
  const spoolFolder = `${temporary}.tables`
  try {
    const spooled = await spoolTables(spoolFolder, "backup", () => undefined)
    const missing: Backup["missing"] = []
    const files: ArchivedFile[] = []
    const manifest = manifestOf("backup", spooled, files)
    const entries = entriesOf({ spoolFolder, manifest, named: spooled.files, missing, onProgress })
    await writeTar(path, temporary, entries)
    return { path, manifest, missing }
  } finally {
    await rm(spoolFolder, { recursive: true, force: true })
  }
}

/** The manifest of tables that were spooled. */
export function manifestOf(
  kind: Manifest["kind"],
  { migrations, tables, jobs }: Spooled,
  files: ArchivedFile[],
): Manifest {
  return {
    format: "kiosk-archive",
    version: 1,
    kind,
    createdAt: now().toISOString(),
    release: version,
    migrations,
    tables,
    files,
    jobs,
  }
}

// Files first: a restore puts them in the store before the rows that name them. The manifest last.
async function* entriesOf(parts: {
  spoolFolder: string
  manifest: Manifest
  named: NamedFile[]
  missing: Backup["missing"]
  onProgress: Progress
}): AsyncGenerator<Entry> {
  const { manifest, named, spoolFolder, missing, onProgress } = parts
  const total = named.length + manifest.tables.length
  let done = 0
  for (const file of named) {
    yield* storedEntry(file, manifest.files, missing)
    onProgress({ done: ++done, total })
  }
  for (const { name, size } of manifest.tables) {
    const entry = tableEntry(name)
    yield { name: entry, size, body: createReadStream(join(spoolFolder, entry)) }
    onProgress({ done: ++done, total })
  }
  if (manifest.jobs)
    yield { name: JOBS, size: manifest.jobs.size, body: createReadStream(join(spoolFolder, JOBS)) }
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
  yield { name: MANIFEST, size: text.length, body: Readable.from([text]) }
}

async function* storedEntry(
  { key, contentType, sha256: known }: NamedFile,
  files: ArchivedFile[],
  missing: Backup["missing"],
): AsyncGenerator<Entry> {
  const found = await storage().stat(key)
  if (!found) {
    missing.push({ key, why: "is not in the store" })
    return
  }
  const size = Number(found.size)
  const { through, result } = hashBytes()
  const source = await storage().read(key)
  source.on("error", (error) => through.destroy(error))
  yield { name: fileEntry(key), size, body: source.pipe(through) }
  const { sha256 } = result()
  if (known && known !== sha256)
    missing.push({ key, why: "has other bytes than when it was stored; they are in the backup" })
  const type = contentType ?? publicImageType(key) ?? "application/octet-stream"
  files.push({ key, contentType: type, size, sha256 })
}

/** The file to write: a folder gets one with the day and time in its name. */
export function backupPath(given: string): string {
  if (basename(given).endsWith(".tar")) return given
  return join(given, `kiosk-${now().toISOString().slice(0, 19).replace(/[:T]/g, "-")}.tar`)
}
