import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { ExpectedError } from "@/lib/cli/expected-error"
import {
  createDatabase,
  OtherVersionError,
  type Postgres,
  startPostgres,
} from "@/lib/sandbox/postgres"
import { canEnter, OPEN_FOLDER, postgresAccount } from "@/lib/sandbox/postgres-account"

export type EmbeddedDatabase = { url: string; sandboxUrl: string; server: Postgres }

/** Starts the shop's own PostgreSQL on its data folder, with the shop's and the sandbox's databases. */
export async function startEmbeddedDatabase(options: {
  dataFolder: string
  port: number
  password: string
  say: (line: string) => void
}): Promise<EmbeddedDatabase> {
  const folder = await clusterFolder(options.dataFolder, options.say)
  const server = await startPostgres({
    folder,
    port: options.port,
    password: options.password,
    durable: true,
  }).catch((error: unknown) => {
    throw error instanceof OtherVersionError ? new ExpectedError(error.message) : error
  })
  for (const name of ["kiosk", "sandbox"]) await createDatabase(server.url("postgres"), name)
  return { url: server.url("kiosk"), sandboxUrl: server.url("sandbox"), server }
}

/** The database of the sandbox beside a shop's own that was given; made when it is not there. */
export async function sandboxDatabase(databaseUrl: string): Promise<string> {
  const url = new URL(databaseUrl)
  const name = `${decodeURIComponent(url.pathname.slice(1)) || "kiosk"}_sandbox`
  await createDatabase(databaseUrl, name)
  url.pathname = `/${encodeURIComponent(name)}`
  return url.href
}

// Root's PostgreSQL runs as the user "postgres". Where that user cannot enter the data folder (a
// clone below /root), the cluster lives in an open folder, and a file in the data folder says where.
async function clusterFolder(dataFolder: string, say: (line: string) => void): Promise<string> {
  const usual = join(dataFolder, "postgres")
  const account = await postgresAccount()
  if (existsSync(usual) || (await canEnter(dataFolder, account))) return usual
  const note = join(dataFolder, "postgres-folder")
  const noted = (await readFile(note, "utf8").catch(() => "")).trim()
  if (noted && existsSync(noted)) return noted
  const name = createHash("sha256").update(dataFolder).digest("hex").slice(0, 16)
  const folder = join(OPEN_FOLDER, name)
  await mkdir(dirname(folder), { recursive: true })
  await chmod(OPEN_FOLDER, 0o755)
  if (existsSync(folder)) {
    // The data folder was removed to begin anew; what it pointed to is not ours to delete.
    const aside = `${folder}.${Date.now().toString(36)}`
    await rename(folder, aside)
    say(`An earlier database of this folder was put aside in ${aside}.`)
  }
  await rm(note, { force: true })
  await writeFile(note, `${folder}\n`)
  say(`The user "postgres" may not enter ${dataFolder}; the database is kept in ${folder}.`)
  return folder
}
