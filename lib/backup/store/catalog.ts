import type pg from "pg"

export type Table = { name: string; columns: string[] }

const ours = `n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations'`

/** The shop's tables with the columns that can be written; what PostgreSQL generates is none. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT c.relname::text AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attgenerated = ''
    WHERE ${ours} GROUP BY c.relname ORDER BY c.relname`)
  return rows
}

/** Which table names which by a foreign key. */
export async function listForeignKeys(client: pg.Client): Promise<{ from: string; to: string }[]> {
  const { rows } = await client.query<{ from: string; to: string }>(`
    SELECT DISTINCT c.relname::text AS "from", t.relname::text AS "to"
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class t ON t.oid = k.confrelid
    WHERE k.contype = 'f' AND ${ours}`)
  return rows
}

/** The migrations that the database has, oldest first; none where it is not the shop's yet. */
export async function listApplied(client: pg.Client): Promise<string[]> {
  const table = await client.query(`SELECT 1 WHERE to_regclass('"_prisma_migrations"') IS NOT NULL`)
  if (table.rowCount === 0) return []
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows.map(({ name }) => name)
}

/** The first table with a row, those of `ignored` left out; null when all are empty. */
export async function findFilledTable(
  client: pg.Client,
  ignored: readonly string[],
): Promise<string | null> {
  for (const { name } of await listTables(client)) {
    if (ignored.includes(name)) continue
    const { rowCount } = await client.query(
      `SELECT 1 FROM public.${client.escapeIdentifier(name)} LIMIT 1`,
    )
    if (rowCount) return name
  }
  return null
}
