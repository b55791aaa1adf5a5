import { createWriteStream } from "node:fs"
import { mkdir } from "node:fs/promises"
import { dirname, join } from "node:path"
import { pipeline } from "node:stream/promises"
import { type ArchivedTable, JOBS, passing, tableEntry } from "@/lib/backup/rules"
import { type Copied, jobColumns, type NamedFile, withSnapshot } from "@/lib/backup/store/dump"
import { hashBytes } from "@/lib/storage/hash-bytes"

export type Spooled = {
  migrations: string[]
  tables: ArchivedTable[]
  jobs: ArchivedTable | null
  /** What rows name at the same moment. */
  files: NamedFile[]
}

/**
 * Writes the tables of one moment below `folder`, as CSV. The moment is held only so long as this takes,
 * not while files of any size are read. An export has neither jobs nor what passes.
 */
export async function spoolTables(
  folder: string,
  kind: "backup" | "export",
  onTable: (progress: { done: number; total: number }) => void,
): Promise<Spooled> {
  await mkdir(join(folder, "tables"), { recursive: true, mode: 0o700 })
  return withSnapshot(async (snapshot) => {
    const wanted = snapshot.tables.filter(
      ({ name }) => kind === "backup" || !passing.includes(name),
    )
    const tables: ArchivedTable[] = []
    for (const table of wanted) {
      const written = await spool(join(folder, tableEntry(table.name)), snapshot.copy(table))
      tables.push({ ...table, ...written })
      onTable({ done: tables.length, total: wanted.length })
    }
    const jobs = kind === "backup" ? await spool(join(folder, JOBS), snapshot.jobs()) : null
    return {
      migrations: snapshot.migrations,
      tables,
      jobs: jobs && { name: "jobs", columns: jobColumns, ...jobs },
      files: snapshot.files,
    }
  })
}

async function spool(path: string, { body, rows }: Copied) {
  const { through, result } = hashBytes()
  await mkdir(dirname(path), { recursive: true })
  await pipeline(body, through, createWriteStream(path, { mode: 0o600, flush: true }))
  const { size, sha256 } = result()
  return { rows: rows(), size: Number(size), sha256 }
}
