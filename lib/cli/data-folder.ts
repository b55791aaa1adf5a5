import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { z } from "zod"

const child = z.object({ name: z.string(), pid: z.number(), began: z.string() })

const runRecord = z.object({
  pid: z.number(),
  began: z.string(),
  /** Empty until everything answers. */
  url: z.string(),
  sandboxUrl: z.string(),
  databaseUrl: z.string(),
  ports: z.object({ shop: z.number(), sandbox: z.number(), postgres: z.number() }).partial(),
  ready: z.boolean(),
  /** Whom the next start ends when this one could not. */
  children: z.array(child),
})

/** What runs on a data folder: `$KIOSK_DATA/run.json`. It holds the database's password. */
export type RunRecord = z.infer<typeof runRecord>

/** Makes the data folder. Root's is open to pass through: PostgreSQL runs as another user inside. */
export function openDataFolder(path: string | undefined): string {
  const folder = resolve(path ?? ".kiosk")
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  return folder
}

/** The lock of the data folder: one shop, or one command with a database of its own, at a time. */
export function lockPath(folder: string): string {
  return join(folder, "lock")
}

/** What runs, or last ran, on a data folder; undefined when nothing was written or it is damaged. */
export function readRunRecord(folder: string): RunRecord | undefined {
  try {
    return runRecord.parse(JSON.parse(readFileSync(recordPath(folder), "utf8")))
  } catch {
    return undefined
  }
}

/** Writes it whole or not at all: a power cut leaves the old one. */
export function saveRunRecord(folder: string, record: RunRecord): void {
  const path = recordPath(folder)
  writeFileSync(`${path}.new`, JSON.stringify(record, null, 2), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** Removes it: nothing runs, and nothing was left behind. */
export function removeRunRecord(folder: string): void {
  rmSync(recordPath(folder), { force: true })
}

function recordPath(folder: string): string {
  return join(folder, "run.json")
}
