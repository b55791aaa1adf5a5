import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { inject, vi } from "vitest"
import { newId } from "@/lib/tokens"
import { cloneDatabase, withDatabase } from "@/tests/support/database"

export type OtherShop = { DATABASE_URL: string; KIOSK_DATA: string }

/** A shop with a migrated database and a file store of its own, both empty. */
export async function makeOtherShop(): Promise<OtherShop> {
  const name = `${inject("databasePrefix")}_other_${newId().slice(-12)}`
  return {
    DATABASE_URL: await cloneDatabase(inject("templateUrl"), name),
    KIOSK_DATA: await mkdtemp(join(tmpdir(), "kiosk-other-")),
  }
}

/** The address of a new database without any table. */
export async function makeBareDatabase(): Promise<string> {
  const template = withDatabase(inject("templateUrl"), "template0")
  return cloneDatabase(template, `${inject("databasePrefix")}_bare_${newId().slice(-12)}`)
}

/** Does `work` with the modules of another shop, which it must import itself. */
export async function inShop<T>(shop: OtherShop, work: () => Promise<T>): Promise<T> {
  const { DATABASE_URL = "", KIOSK_DATA = "" } = process.env
  // A process has one pool for all its modules.
  const close = async () => (await import("@/lib/db")).closeDb()
  await close()
  vi.resetModules()
  Object.assign(process.env, shop)
  try {
    return await work()
  } finally {
    await close()
    vi.resetModules()
    Object.assign(process.env, { DATABASE_URL, KIOSK_DATA })
  }
}

/** Every table of a database with its number of rows and a hash of them all. */
export async function digestOf(databaseUrl: string): Promise<Record<string, string>> {
  return onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`,
    )
    const digests: Record<string, string> = {}
    for (const { name } of rows) {
      const { rows: found } = await client.query<{ digest: string }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS digest FROM "${name}" t`,
      )
      digests[name] = found[0]?.digest ?? ""
    }
    return digests
  })
}

/** Rows of a statement on a database. */
export async function ask<T extends pg.QueryResultRow>(
  databaseUrl: string,
  statement: string,
): Promise<T[]> {
  return onDatabase(databaseUrl, async (client) => (await client.query<T>(statement)).rows)
}

async function onDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
