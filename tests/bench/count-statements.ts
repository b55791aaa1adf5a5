import { setTimeout as wait } from "node:timers/promises"
import pg from "pg"
import { requireEnv } from "@/lib/env"

/** Seconds after which an idle connection has told what it did (PostgreSQL: 10 at most). */
const SETTLED = 12

/**
 * How many statements `work` sends to the shop's database, from whatever process: each is a transaction
 * of its own, and PostgreSQL counts them. Nothing else may use the database meanwhile.
 */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const url = new URL(requireEnv("DATABASE_URL"))
  const database = url.pathname.slice(1)
  // From next door: asking is counted as well.
  url.pathname = "/postgres"
  const client = new pg.Client({ connectionString: url.toString() })
  await client.connect()
  try {
    const read = async () => {
      await wait(SETTLED * 1000)
      const { rows } = await client.query<{ count: string }>(
        `SELECT "xact_commit" AS "count" FROM pg_stat_database WHERE "datname" = $1`,
        [database],
      )
      return Number(rows[0]?.count)
    }
    const before = await read()
    await work()
    return (await read()) - before
  } finally {
    await client.end()
  }
}
