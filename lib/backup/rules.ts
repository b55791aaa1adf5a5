import { z } from "zod"

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const table = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number().int().min(0),
  size: z.number().int().min(0),
  sha256,
})

const file = z.object({
  key: z.string(),
  contentType: z.string(),
  size: z.number().int().min(0),
  sha256,
})

/** What an archive is and holds. It comes last in it: an archive without one is not whole. */
export const manifestShape = z.object({
  format: z.literal("kiosk-archive"),
  version: z.literal(1),
  /** A backup holds all; an export no files, and nothing that only this very shop can use. */
  kind: z.enum(["backup", "export"]),
  createdAt: z.iso.datetime(),
  /** The release that wrote it. */
  release: z.string(),
  /** The migrations of the database that it was read from, oldest first. */
  migrations: z.array(z.string()),
  /** In the order in which they can be loaded: no row comes before one that it names. */
  tables: z.array(table),
  files: z.array(file),
  /** Jobs that had not been done. */
  jobs: table.nullable(),
})

export type Manifest = z.infer<typeof manifestShape>
export type ArchivedTable = z.infer<typeof table>
export type ArchivedFile = z.infer<typeof file>

export const MANIFEST = "manifest.json"
export const JOBS = "jobs.csv"

/** The name of a table's entry in an archive. */
export function tableEntry(name: string): string {
  return `tables/${name}.csv`
}

/** The name of a stored file's entry in an archive. */
export function fileEntry(key: string): string {
  return `files/${key}`
}

/** Tables that an export leaves out: sessions, keys, uploads and copies of one shop, and what it counts in passing. */
export const passing = [
  "Session",
  "AddressProof",
  "RateLimit",
  "Cursor",
  "Upload",
  "StampedCopy",
  "SecondFactor",
]

/** Tables whose rows do not make a database a shop: a restore replaces them. */
export const replaceable = ["Setting", "RateLimit", "Cursor"]

/**
 * Columns that name stored bytes, with where their content type and SHA-256 stand. One that is forgotten
 * here would be missing in backups: tests/unit/backup-rules.test.ts compares them with the schema.
 */
export const storedKeys = [
  { table: "ReleaseFile", column: "storageKey", contentType: "contentType", sha256: "sha256" },
  { table: "Product", column: "coverKey", contentType: null, sha256: null },
  { table: "Upload", column: "storageKey", contentType: "contentType", sha256: "sha256" },
  { table: "StampedCopy", column: "storageKey", contentType: null, sha256: "sha256" },
] as const

/**
 * Tables in an order in which rows can be loaded: each after those that it names by a foreign key. Throws
 * when they name each other in a circle.
 */
export function orderTables(
  names: readonly string[],
  keys: readonly { from: string; to: string }[],
): string[] {
  const left = new Set([...names].sort())
  const ordered: string[] = []
  while (left.size > 0) {
    const ready = [...left].filter((name) =>
      keys.every(({ from, to }) => from !== name || to === name || !left.has(to)),
    )
    if (ready.length === 0)
      throw new Error(`These tables name each other in a circle: ${[...left].join(", ")}.`)
    for (const name of ready) left.delete(name)
    ordered.push(...ready)
  }
  return ordered
}

/** How the migrations of an archive stand to those of a release. */
export type Age =
  | { age: "same" }
  /** Made by an earlier release: its own migrations first, then the rest. */
  | { age: "older" }
  | { age: "newer"; unknown: string[] }

/** Whether a release knows all migrations of an archive, and has more. */
export function ageOf(archived: readonly string[], known: readonly string[]): Age {
  const unknown = archived.filter((name) => !known.includes(name))
  if (unknown.length > 0) return { age: "newer", unknown }
  return { age: archived.length === known.length ? "same" : "older" }
}
