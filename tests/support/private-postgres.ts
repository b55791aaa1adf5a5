import { chmod, readFile } from "node:fs/promises"
import { join } from "node:path"
import { migrate } from "@/lib/cli/migrate"
import { createDatabase, type Postgres, startPostgres } from "@/lib/sandbox/postgres"

export type PrivatePostgres = {
  url: string
  /** Ends it at once, as `pg_ctl stop -m immediate` does: connections break, nothing is flushed. */
  crash: () => Promise<void>
  restart: () => Promise<void>
  stop: () => Promise<void>
}

/** A migrated PostgreSQL of this test's own, in `home`, that it may crash and start again. */
export async function startPrivatePostgres(home: string, port: number): Promise<PrivatePostgres> {
  await chmod(home, 0o711)
  const folder = join(home, "postgres")
  const start = () => startPostgres({ folder, port, password: "private", durable: true })
  let server: Postgres = await start()
  await createDatabase(server.url("postgres"), "shop")
  await migrate(server.url("shop"))
  return {
    url: server.url("shop"),
    crash: async () => {
      const [pid] = (await readFile(join(folder, "postmaster.pid"), "utf8")).split("\n")
      process.kill(Number(pid), "SIGQUIT")
      await server.exited
    },
    restart: async () => {
      server = await start()
    },
    stop: () => server.stop(),
  }
}
