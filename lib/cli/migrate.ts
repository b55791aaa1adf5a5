import { resolve } from "node:path"
import { Logger, runMigrations } from "graphile-worker"
import pg from "pg"
import { readMigrations } from "@/lib/cli/read-schema"
import { applyMigrations } from "@/lib/cli/schema-engine"

// Any number that nothing else takes; the same in every release.
const LOCK = 5_431_904_771
const silent = new Logger(() => () => {})

/**
 * Brings a database up to this release: the shop's migrations, then the queue's own. Safe to run any
 * number of times and by several processes at once (they wait for one another). Throws with
 * PostgreSQL's words when a migration fails; what was applied before it stays.
 * @param only the names of those to apply: the database of an earlier release
 */
export async function migrate(
  databaseUrl: string,
  folder = "prisma/migrations",
  only?: readonly string[],
): Promise<{ applied: string[] }> {
  const guard = new pg.Client({ connectionString: databaseUrl, application_name: "kiosk migrate" })
  await guard.connect()
  try {
    await guard.query("SELECT pg_advisory_lock($1)", [LOCK])
    const all = await readMigrations(folder)
    const migrations = only ? all.filter(({ name }) => only.includes(name)) : all
    const pending = await pendingMigrations(guard, migrations)
    // The engine takes most of a second to load: not at each start.
    const applied =
      pending.length > 0 ? await applyMigrations(databaseUrl, resolve(folder), migrations) : []
    await runMigrations({ connectionString: databaseUrl, logger: silent })
    return { applied }
  } finally {
    await guard.end()
  }
}

async function pendingMigrations(
  client: pg.Client,
  migrations: readonly { name: string }[],
): Promise<string[]> {
  const names = migrations.map(({ name }) => name)
  const table = await client.query(`SELECT 1 WHERE to_regclass('"_prisma_migrations"') IS NOT NULL`)
  if (table.rowCount === 0) return names
  const rows = await client.query<{ migration_name: string }>(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  )
  const done = new Set(rows.rows.map((row) => row.migration_name))
  return names.filter((name) => !done.has(name))
}
