import { setTimeout as wait } from "node:timers/promises"
import pg from "pg"

let client: pg.Client | undefined
let statement: string | undefined

/**
 * Empties every table of the shop and the queue's jobs; sequences begin anew. The shop's id stays: it
 * is made once for a database, and processes keep it.
 */
export async function emptyDatabase(): Promise<void> {
  if (!client) {
    client = new pg.Client({ connectionString: process.env.DATABASE_URL })
    await client.connect()
  }
  statement ??= await truncation(client)
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(statement)
      return
    } catch (error) {
      // What the test before left running may still hold locks for a moment: give way, and come again.
      await client.query("ROLLBACK")
      if (attempt === 60 || !/lock timeout|deadlock detected/.test(String(error))) throw error
      await wait(50)
    }
  }
}

async function truncation(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE (schemaname = 'public' AND tablename NOT IN ('_prisma_migrations', 'Setting'))
       OR (schemaname = 'graphile_worker' AND tablename LIKE '%jobs')
       OR (schemaname = 'graphile_worker' AND tablename LIKE '%job_queues')`)
  const tables = rows.map(({ name }) => name).join(", ")
  return `SET lock_timeout = '200ms'; TRUNCATE ${tables} RESTART IDENTITY CASCADE;
    DELETE FROM "Setting" WHERE "name" <> 'shop-id'`
}
