import { readArchive } from "@/lib/backup/archive/read-archive"
import { checkArchive } from "@/lib/backup/check-archive"
import { ageOf, fileEntry, JOBS, type Manifest, tableEntry } from "@/lib/backup/rules"
import {
  dropEmptyTables,
  type Loading,
  loadDatabase,
  lookAtTarget,
  notEmpty,
} from "@/lib/backup/store/load"
import { AppError } from "@/lib/errors"
import { storage } from "@/lib/storage/storage"

export type RestoreOptions = {
  kind: Manifest["kind"]
  /** Checks the archive and the database, and writes nothing. */
  isDryRun: boolean
  /** This release's migrations, oldest first. */
  known: string[]
  /** Applies migrations: those named alone, or all of this release. */
  migrate: (names?: string[]) => Promise<unknown>
  onProgress: (progress: { done: number; total: number }) => void
}

/**
 * Makes an empty database, and the file store, what an archive says. First all of the archive is read and
 * compared with its hashes; then files are stored, and then all tables are loaded in one transaction. An
 * archive of an earlier release is loaded as that release had it, and brought up to this one. Throws an
 * AppError, with no row written, when the archive is damaged or of a newer release, or the database is not
 * empty.
 */
export async function restoreShop(path: string, options: RestoreOptions): Promise<Manifest> {
  const manifest = await checkArchive(path)
  if (manifest.kind !== options.kind) throw new AppError("invalid", otherKind(path, manifest.kind))
  const age = ageOf(manifest.migrations, options.known)
  if (age.age === "newer")
    throw new AppError(
      "invalid",
      `${path} was written by a newer release (${manifest.release}), which has migrations that this one does not know: ${age.unknown.join(", ")}. Update Kiosk first.`,
    )
  const target = await lookAtTarget()
  if (target.filledTable) throw new AppError("conflict", notEmpty(target.filledTable))
  if (options.isDryRun) return manifest
  await prepare(manifest, target.migrations, options)
  await fill(path, manifest, options)
  await options.migrate()
  return manifest
}

// The tables must be those that the rows were read from.
async function prepare(
  { migrations }: Manifest,
  applied: string[],
  { migrate }: RestoreOptions,
): Promise<void> {
  const isAhead = applied.some((name) => !migrations.includes(name))
  if (isAhead) await dropEmptyTables()
  await migrate(migrations)
}

async function fill(path: string, manifest: Manifest, options: RestoreOptions): Promise<void> {
  const files = new Map(manifest.files.map((file) => [fileEntry(file.key), file]))
  const total = files.size + manifest.tables.length
  let done = 0
  const entries = readArchive(path)
  const tell = () => options.onProgress({ done: ++done, total })
  await loadDatabase(async (loading) => {
    for await (const entry of entries) {
      const file = files.get(entry.name)
      if (file) await storage().put(file.key, entry.body, file)
      else if (!(await loadEntry(entry, manifest, loading))) entry.body.resume()
      if (done < total) tell()
    }
  })
}

async function loadEntry(
  { name, body }: { name: string; body: Parameters<Loading["loadJobs"]>[0] },
  manifest: Manifest,
  { load, loadJobs }: Loading,
): Promise<boolean> {
  const table = manifest.tables.find((one) => tableEntry(one.name) === name)
  const wanted = table ?? (name === JOBS ? manifest.jobs : null)
  if (!wanted) return false
  const rows = table ? await load(table, body) : await loadJobs(body)
  if (rows !== wanted.rows)
    throw new Error(`${name} brought ${rows} rows and should have brought ${wanted.rows}.`)
  return true
}

function otherKind(path: string, kind: Manifest["kind"]): string {
  return kind === "backup"
    ? `${path} is a backup: bring it back with "restore".`
    : `${path} is an export, without files: bring it in with "import-shop".`
}
