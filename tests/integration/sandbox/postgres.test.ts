import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterAll, expect, it } from "vitest"
import { type Postgres, startPostgres } from "@/lib/sandbox/postgres"
import { freePort } from "@/tests/support/free-port"

const home = await mkdtemp(join(tmpdir(), "kiosk-postgres-"))
afterAll(() => rm(home, { recursive: true, force: true }))

it("starts again whatever its owner has set about its log", { timeout: 60_000 }, async () => {
  await chmod(home, 0o711)
  const folder = join(home, "postgres")
  const options = { folder, port: await freePort(), password: "private", durable: false }
  const first = await startPostgres(options)
  for (const setting of ["logging_collector = on", "log_min_messages = panic"])
    await ask(first, `ALTER SYSTEM SET ${setting}`)
  await first.stop()
  const again = await startPostgres(options)
  expect(await ask(again, "SHOW logging_collector")).toEqual([{ logging_collector: "off" }])
  await again.stop()
})

async function ask({ url }: Postgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url("postgres") })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}
