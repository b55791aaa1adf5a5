import { type ChildProcess, execFile, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import pg from "pg"
import { type Account, postgresAccount, postgresBinaries } from "@/lib/sandbox/postgres-account"
import { endOrphan } from "@/lib/sandbox/postgres-orphan"

const run = promisify(execFile)

export type Postgres = {
  port: number
  /** The address of one of its databases, with the password. */
  url: (database: string) => string
  /** Ends it the fast way: open transactions are rolled back, nothing is lost. */
  stop: () => Promise<void>
  /** Settles when the server has ended, whoever ended it. */
  exited: Promise<void>
}

export type PostgresOptions = {
  /** The cluster's own folder; made when it is not there. Its parents must be open to `account`. */
  folder: string
  port: number
  password: string
  /** False gives up durability for speed: for tests, whose data nobody misses. */
  durable: boolean
  log?: (text: string) => void
}

/**
 * Starts PostgreSQL in a folder of its own, on loopback alone, and answers when it accepts
 * connections. It ends with this process, however this process ends. A server that an earlier
 * process left behind in the folder is ended first. Throws with PostgreSQL's words when it cannot, and an
 * OtherVersionError, with nothing changed, for the data of another major version.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const account = await postgresAccount()
  const { bin } = await postgresBinaries(account)
  if (await stat(join(options.folder, "PG_VERSION")).catch(() => undefined)) {
    await checkVersion(bin, options.folder)
    await endOrphan(options.folder)
  } else {
    await createCluster(bin, options, account)
  }
  const child = spawnKept(bin, options, account)
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  await untilReady(child, options)
  return {
    port: options.port,
    url: (database) =>
      `postgresql://kiosk:${options.password}@127.0.0.1:${options.port}/${database}`,
    stop: () => {
      child.stdin?.end()
      return exited
    },
    exited,
  }
}

/** The data folder is of another major version of PostgreSQL. Its sentence says what to do. */
export class OtherVersionError extends Error {}

/** Makes a database on the server of `url` unless it has it. */
export async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

// Into a folder beside it first: a start that was killed half-way leaves no half cluster behind.
async function createCluster(bin: string, options: PostgresOptions, account: Account) {
  const half = `${options.folder}.new`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { recursive: true, mode: 0o700 })
  const passwordFile = join(tmpdir(), `kiosk-${randomBytes(8).toString("hex")}`)
  await writeFile(passwordFile, options.password, { mode: 0o600 })
  if (account) {
    await chown(half, account.uid, account.gid)
    await chown(passwordFile, account.uid, account.gid)
  }
  try {
    await run(
      join(bin, "initdb"),
      [
        ["-D", half, "-U", "kiosk", "--pwfile", passwordFile, "--auth", "scram-sha-256"],
        ["--encoding", "UTF8", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
        ["--locale", "C", "--no-instructions"],
        options.durable ? [] : ["--no-sync"],
      ].flat(),
      { cwd: half, env: serverEnvironment(), ...account },
    )
    await rename(half, options.folder)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

async function checkVersion(bin: string, folder: string): Promise<void> {
  const has = (await readFile(join(folder, "PG_VERSION"), "utf8")).trim()
  const { stdout } = await run(join(bin, "postgres"), ["--version"])
  const needs = /(\d+)\./.exec(stdout)?.[1] ?? has
  if (has === needs) return
  throw new OtherVersionError(
    `The database in ${folder} is of PostgreSQL ${has}, and this release of Kiosk brings PostgreSQL ${needs}, which cannot read it. Nothing was changed. With the release that you had, run "npm run shop -- backup kiosk.tar"; then move that folder away, and with this one run "npm run shop -- restore kiosk.tar". docs/upgrading.md shows it step by step.`,
  )
}

// A shell keeps the server: it ends it when our end of the pipe closes, which the kernel does for us
// even after a SIGKILL. Its own session, so that Ctrl-C in a terminal reaches us alone.
const keeper = `
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
( read -r _ <&3; kill -INT $server ) 2>/dev/null &
leash=$!
trap 'kill -INT $server' INT TERM HUP
wait $server; code=$?
kill $leash 2>/dev/null
exit $code`

function spawnKept(bin: string, options: PostgresOptions, account: Account): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    // Connections come over loopback; a socket's path would be too long in deep folders.
    unix_socket_directories: "",
    max_connections: "100",
    // What it says comes to us, whatever ALTER SYSTEM has set: so we hear that it is ready.
    log_destination: "stderr",
    logging_collector: "off",
    log_min_messages: "warning",
    ...(options.durable
      ? {}
      : { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" }),
  }
  return spawn(
    "/bin/sh",
    [
      ["-c", keeper, "kiosk-postgres", join(bin, "postgres")],
      ["-D", options.folder, "-p", String(options.port)],
      Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ].flat(),
    {
      cwd: options.folder,
      detached: true,
      env: serverEnvironment(),
      stdio: ["pipe", "ignore", "pipe"],
      ...account,
    },
  )
}

function untilReady(child: ChildProcess, options: PostgresOptions): Promise<void> {
  let said = ""
  return new Promise((resolve, reject) => {
    child.stdin?.on("error", () => {})
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      options.log?.(text)
      said = (said + text).slice(-4000)
      if (said.includes("database system is ready to accept connections")) resolve()
    })
    child.once("error", reject)
    child.once("exit", () =>
      reject(new Error(`PostgreSQL did not start in ${options.folder}:\n${said.trim()}`)),
    )
  })
}

// The shop's secrets are none of the server's business.
function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env
  return { NODE_ENV: "production", LC_ALL: "C", ...(PATH && { PATH }), ...(TMPDIR && { TMPDIR }) }
}
