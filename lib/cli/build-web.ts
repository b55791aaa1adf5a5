import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { z } from "zod"
import { type Child, startChild } from "@/lib/cli/child"
import { ExpectedError } from "@/lib/cli/expected-error"
import { identity, isAlive, waitForLock } from "@/lib/cli/lock.mjs"
import { sourceHash } from "@/lib/cli/source-hash"

const BUILDS = "dist/web"
// Finished builds that nothing serves any more, kept for going back and forth between branches.
const KEPT = 2

export type BuildOptions = {
  actionsKey: string
  say: (line: string) => void
  /** Hears of the build's process, so that a stop can end it. */
  onChild?: (child: Child) => void
}

/**
 * The folder of a production build of today's sources, built when there is none yet. Each build has a
 * folder of its own (Next's standalone output): a server that runs from an older one is never
 * disturbed. Builds of one clone wait for one another.
 */
export async function buildWeb(options: BuildOptions): Promise<{ folder: string; built: boolean }> {
  const release = await waitForLock(lockFile(), "build", ({ pid }) =>
    options.say(`Another process (${pid}) is building; waiting for it.`),
  )
  try {
    const hash = await sourceHash([options.actionsKey])
    const folder = resolve(BUILDS, hash)
    if (existsSync(join(folder, "server.js"))) return { folder, built: false }
    await runBuild(options)
    await collect(folder)
    await removeOld(hash)
    return { folder, built: true }
  } finally {
    release()
  }
}

/** Marks a build as served by this process, which keeps others from removing it. */
export async function markServed(folder: string): Promise<void> {
  await writeFile(
    join(folder, `served-by-${process.pid}.json`),
    JSON.stringify(identity(process.pid)),
  )
}

/** Takes the mark away. */
export async function unmarkServed(folder: string): Promise<void> {
  await rm(join(folder, `served-by-${process.pid}.json`), { force: true })
}

async function runBuild({ actionsKey, say, onChild }: BuildOptions): Promise<void> {
  const lines: string[] = []
  const child = startChild({
    name: "build",
    args: ["node_modules/next/dist/bin/next", "build"],
    env: {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionsKey,
    },
    onLine: (line) => {
      lines.push(line)
      if (/^\s*(✓|▲)/.test(line)) say(`build: ${line.trim()}`)
    },
  })
  onChild?.(child)
  const code = await child.exited
  if (code !== 0) throw new ExpectedError(`The build failed.\n${lines.join("\n")}`)
}

// The standalone output lacks what Next expects a CDN to serve.
async function collect(folder: string): Promise<void> {
  const standalone = resolve(".next/standalone")
  await cp(".next/static", join(standalone, ".next/static"), { recursive: true })
  if (existsSync("public")) await cp("public", join(standalone, "public"), { recursive: true })
  // Next copies .env files in; the launcher passes what counts, and no image should carry secrets.
  const names = await readdir(standalone)
  for (const name of names.filter((name) => name.startsWith(".env")))
    await rm(join(standalone, name))
  await mkdir(BUILDS, { recursive: true })
  await rm(folder, { recursive: true, force: true })
  await rename(standalone, folder)
}

async function removeOld(current: string): Promise<void> {
  const names = (await readdir(BUILDS)).filter((name) => name !== current)
  const idle: { path: string; time: number }[] = []
  for (const name of names) {
    const path = join(BUILDS, name)
    if (!(await isServed(path))) idle.push({ path, time: (await stat(path)).mtimeMs })
  }
  idle.sort((a, b) => b.time - a.time)
  for (const { path } of idle.slice(KEPT)) await rm(path, { recursive: true, force: true })
}

async function isServed(folder: string): Promise<boolean> {
  const marks = (await readdir(folder)).filter((name) => name.startsWith("served-by-"))
  for (const mark of marks) {
    const text = await readFile(join(folder, mark), "utf8").catch(() => "{}")
    const by = z.object({ pid: z.number(), began: z.string() }).safeParse(JSON.parse(text))
    if (by.success && isAlive(by.data)) return true
    await rm(join(folder, mark), { force: true })
  }
  return false
}

function lockFile(): string {
  const clone = createHash("sha256").update(process.cwd()).digest("hex").slice(0, 16)
  return join(tmpdir(), `kiosk-build-${clone}.lock`)
}
