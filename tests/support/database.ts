import { randomBytes } from "node:crypto"
import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { createDatabase, type Postgres, startPostgres } from "@/lib/sandbox/postgres"
import { freePort } from "@/tests/support/free-port"

export type TestServer = { url: (database: string) => string; stop: () => Promise<void> }

/**
 * The PostgreSQL that tests run on: the server of DATABASE_URL when that is set (its databases are
 * left alone), else one started for them in a temporary folder, which `stop` removes.
 */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.DATABASE_URL?.trim()
  if (given) return { url: (database) => withDatabase(given, database), stop: async () => {} }
  const home = await mkdtemp(join(tmpdir(), "kiosk-test-"))
  await chmod(home, 0o711)
  const remove = () => rm(home, { recursive: true, force: true })
  const postgres = await startOnFreePort(join(home, "postgres")).catch(async (error: unknown) => {
    await remove()
    throw error
  })
  return { url: postgres.url, stop: () => postgres.stop().then(remove) }
}

/** A new empty database on the server, with a name that nothing else has. */
export async function createTestDatabase(server: TestServer, prefix: string): Promise<string> {
  const name = `${prefix}_${randomBytes(4).toString("hex")}`
  await createDatabase(server.url("postgres"), name)
  return server.url(name)
}

/** Makes `name` a copy of `template` unless the server has it. Returns its address. */
export async function cloneDatabase(template: string, name: string): Promise<string> {
  await onServer(template, async (client) => {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name])
    if (found.rowCount) return
    const from = client.escapeIdentifier(databaseName(template))
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE ${from}`)
  })
  return withDatabase(template, name)
}

/** Drops every database of the server whose name begins with `prefix`, connections and all. */
export async function dropDatabases(serverUrl: string, prefix: string): Promise<void> {
  await onServer(serverUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE starts_with(datname, $1)",
      [prefix],
    )
    for (const { datname } of rows)
      await client.query(`DROP DATABASE ${client.escapeIdentifier(datname)} WITH (FORCE)`)
  })
}

/** The name at the end of a database's address. */
export function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1))
}

/** The address of another database on the same server. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(database)}`
  return other.href
}

async function onServer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, "postgres") })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

// Between finding a port and taking it another process may be faster.
async function startOnFreePort(folder: string): Promise<Postgres> {
  for (let attempt = 1; ; attempt++) {
    try {
      const password = randomBytes(16).toString("hex")
      return await startPostgres({ folder, port: await freePort(), password, durable: false })
    } catch (error) {
      if (attempt === 3 || !String(error).includes("Address already in use")) throw error
    }
  }
}
