import type { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type pg from "pg"
import { from } from "pg-copy-streams"
import { replaceable } from "@/lib/backup/rules"
import { findFilledTable, listApplied, listTables } from "@/lib/backup/store/catalog"
import { withConnection } from "@/lib/backup/store/connect"
import { jobColumns } from "@/lib/backup/store/dump"
import { AppError } from "@/lib/errors"

/** What of a database matters before anything is loaded into it. */
export type Target = { migrations: string[]; filledTable: string | null }

/** Looks at the shop's database without changing it. */
export async function lookAtTarget(): Promise<Target> {
  return withConnection(async (client) => ({
    migrations: await listApplied(client),
    filledTable: await findFilledTable(client, replaceable),
  }))
}

/**
 * Takes all of the shop's tables out of a database in which no row stands, so that other migrations can
 * make them anew. Throws an AppError "conflict" where they hold something, or this user may not.
 */
export async function dropEmptyTables(): Promise<void> {
  await withConnection(async (client) => {
    await client.query("BEGIN")
    await requireEmpty(client)
    await client
      .query("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
      .catch((cause: unknown) => {
        throw new AppError(
          "conflict",
          "This archive is of an earlier release and needs a database without any tables, and this user may not remove those that are here. Make a new database, and set DATABASE_URL to it.",
          { cause },
        )
      })
    await client.query("COMMIT")
  })
}

export type Loading = {
  /** Loads a table's CSV; how many rows it held. */
  load: (table: { name: string; columns: string[] }, body: Readable) => Promise<number>
  loadJobs: (body: Readable) => Promise<number>
}

/**
 * Lets `work` load an empty database, all of it or nothing: one transaction, in which nobody else reads
 * or writes. Throws an AppError "conflict" when a row stands in it.
 */
export async function loadDatabase(work: (loading: Loading) => Promise<void>): Promise<void> {
  await withConnection(async (client) => {
    await client.query("BEGIN")
    const tables = (await listTables(client)).map(({ name }) => nameOf(client, name))
    await client.query(`LOCK TABLE ${tables.join(", ")} IN ACCESS EXCLUSIVE MODE`)
    await requireEmpty(client)
    for (const name of replaceable) await client.query(`DELETE FROM ${nameOf(client, name)}`)
    await work({
      load: ({ name, columns }, body) => {
        const list = columns.map((column) => client.escapeIdentifier(column)).join(", ")
        return copyIn(client, `${nameOf(client, name)} (${list})`, body)
      },
      loadJobs: (body) => loadJobs(client, body),
    })
    await setSequences(client)
    await client.query("COMMIT")
    await client.query("ANALYZE")
  })
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const filled = await findFilledTable(client, replaceable)
  if (filled) throw new AppError("conflict", notEmpty(filled))
}

/** Why a database can't be loaded, and what to do. */
export function notEmpty(table: string): string {
  return `This database is not empty: there are rows in "${table}". Nothing was written. Make a new, empty database (or, without DATABASE_URL, name a new folder in KIOSK_DATA), and do this there, before its first start.`
}

async function loadJobs(client: pg.Client, body: Readable): Promise<number> {
  await client.query(`CREATE TEMPORARY TABLE archived_jobs (identifier text, payload json,
    queue_name text, run_at timestamptz, max_attempts int, job_key text, priority int) ON COMMIT DROP`)
  const count = await copyIn(client, `archived_jobs (${jobColumns.join(", ")})`, body)
  const given = jobColumns.map((column) => `${column} => a.${column}`).join(", ")
  await client.query(`SELECT graphile_worker.add_job(${given}) FROM archived_jobs a`)
  return count
}

async function copyIn(client: pg.Client, what: string, body: Readable): Promise<number> {
  const stream = client.query(from(`COPY ${what} FROM STDIN (FORMAT csv, HEADER match)`))
  await pipeline(body, stream)
  return stream.rowCount
}

// Rows bring their own numbers: what counts on must go on behind them.
async function setSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(`
    SELECT format('SELECT setval(%L, coalesce(max(%I), 1), max(%I) IS NOT NULL) FROM public.%I',
      s.oid::regclass, a.attname, a.attname, c.relname) AS statement
    FROM pg_class s
    JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
    JOIN pg_class c ON c.oid = d.refobjid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
    WHERE s.relkind = 'S' AND n.nspname = 'public'`)
  for (const { statement } of rows) await client.query(statement)
}

function nameOf(client: pg.Client, table: string): string {
  return `public.${client.escapeIdentifier(table)}`
}
