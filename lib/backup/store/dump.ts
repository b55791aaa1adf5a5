import type { Readable } from "node:stream"
import type pg from "pg"
import { to } from "pg-copy-streams"
import { orderTables, storedKeys } from "@/lib/backup/rules"
import { listApplied, listForeignKeys, listTables, type Table } from "@/lib/backup/store/catalog"
import { withConnection } from "@/lib/backup/store/connect"
import { coverKeys } from "@/lib/covers"

/** What names a stored file; SHA-256 and content type where a row tells them. */
export type NamedFile = { key: string; contentType: string | null; sha256: string | null }

export type Snapshot = {
  migrations: string[]
  /** In an order in which they can be loaded. */
  tables: Table[]
  /** The stored files that rows name. */
  files: NamedFile[]
  /** A table as CSV with a heading; `rows` counts when it has ended. */
  copy: (table: Table) => Copied
  jobs: () => Copied
}

export type Copied = { body: Readable; rows: () => number }

// As add_job takes them.
export const jobColumns = [
  "identifier",
  "payload",
  "queue_name",
  "run_at",
  "max_attempts",
  "job_key",
  "priority",
]

/**
 * Shows `work` the whole database as it stands at one moment, whatever is sold meanwhile. Nothing is
 * locked but the tables' definitions.
 */
export async function withSnapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  return withConnection(async (client) => {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    const result = await work(await lookAt(client))
    await client.query("COMMIT")
    return result
  })
}

async function lookAt(client: pg.Client): Promise<Snapshot> {
  const tables = await listTables(client)
  const byName = new Map(tables.map((table) => [table.name, table]))
  const names = orderTables([...byName.keys()], await listForeignKeys(client))
  return {
    migrations: await listApplied(client),
    tables: names.flatMap((name) => byName.get(name) ?? []),
    // The database of an earlier release may not have all of these tables yet.
    files: await listFiles(
      client,
      storedKeys.filter(({ table }) => byName.has(table)),
    ),
    copy: ({ name, columns }) =>
      copy(
        client,
        `public.${client.escapeIdentifier(name)} (${columns.map((column) => client.escapeIdentifier(column)).join(", ")})`,
      ),
    jobs: () => copy(client, `(${waitingJobs})`),
  }
}

const waitingJobs = `
  SELECT t.identifier, j.payload, q.queue_name, j.run_at, j.max_attempts, j.key AS job_key, j.priority
  FROM graphile_worker._private_jobs j
  JOIN graphile_worker._private_tasks t ON t.id = j.task_id
  LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id
  ORDER BY j.id`

function copy(client: pg.Client, what: string): Copied {
  const stream = client.query(to(`COPY ${what} TO STDOUT (FORMAT csv, HEADER true)`))
  return { body: stream, rows: () => stream.rowCount }
}

async function listFiles(
  client: pg.Client,
  keys: readonly (typeof storedKeys)[number][],
): Promise<NamedFile[]> {
  const files = new Map<string, NamedFile>()
  for (const { table, column, contentType, sha256 } of keys) {
    const name = (text: string | null) => (text ? client.escapeIdentifier(text) : "NULL::text")
    const { rows } = await client.query<NamedFile>(`
      SELECT DISTINCT ON (1) ${name(column)} AS key, ${name(contentType)} AS "contentType", ${name(sha256)} AS sha256
      FROM public.${name(table)} WHERE ${name(column)} IS NOT NULL ORDER BY 1`)
    // A cover is there in several widths, and only one of them is named.
    for (const row of rows)
      for (const key of coverKeys(row.key)) if (!files.has(key)) files.set(key, { ...row, key })
  }
  return [...files.values()]
}
