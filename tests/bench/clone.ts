import { type ChildProcess, execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { rm } from "node:fs/promises"
import { join, resolve } from "node:path"
import { performance } from "node:perf_hooks"
import { setTimeout as wait } from "node:timers/promises"
import { promisify } from "node:util"
import { linkTree } from "@/tests/bench/link-tree"
import { freePort } from "@/tests/support/free-port"

const run = promisify(execFile)

/** Clones HEAD with the packages of this clone, as if they had just been installed. */
export async function makeClone(folder: string): Promise<void> {
  await run("git", ["clone", "--quiet", "--no-hardlinks", resolve("."), folder])
  await linkTree("node_modules", join(folder, "node_modules"))
  // Says that the client is generated; the clone has none.
  await rm(join(folder, "node_modules/.kiosk-client-stamp"), { force: true })
}

export type Started = { seconds: number; stop: () => Promise<void> }

/** Runs `npm start` until the shop and its catalogue answer. */
export async function startNpm(folder: string): Promise<Started> {
  const [shop, sandbox, postgres] = [await freePort(), await freePort(), await freePort()]
  const began = performance.now()
  const child = spawn("npm", ["start"], {
    cwd: folder,
    // A group of its own: npm and the launcher get one signal together.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...bareEnvironment(),
      PORT: String(shop),
      SANDBOX_PORT: String(sandbox),
      POSTGRES_PORT: String(postgres),
    },
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => said.push(text))
  const onExit = () => signal(child, "SIGKILL")
  process.once("exit", onExit)
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit")
      signal(child, "SIGTERM")
      await Promise.race([ended, wait(30_000, undefined, { ref: false })])
      signal(child, "SIGKILL")
    }
    process.off("exit", onExit)
  }
  try {
    await untilAnswering(`http://127.0.0.1:${shop}`, child)
    return { seconds: (performance.now() - began) / 1000, stop }
  } catch (error) {
    await stop()
    throw new Error(`npm start failed.\n${said.join("").slice(-4_000)}`, { cause: error })
  }
}

/** How many seconds `next build` alone takes. */
export async function timeBuild(folder: string): Promise<number> {
  const env = bareEnvironment()
  // The client is part of what `npm start` does, not of the build.
  await run(process.execPath, ["node_modules/prisma/build/index.js", "generate", "--no-hints"], {
    cwd: folder,
    env: { ...env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
  })
  const began = performance.now()
  await run(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    cwd: folder,
    env,
    maxBuffer: 16 * 1024 * 1024,
  })
  return (performance.now() - began) / 1000
}

async function untilAnswering(origin: string, child: ChildProcess): Promise<void> {
  for (const path of ["/api/health", "/"]) {
    for (const until = Date.now() + 300_000; ; await wait(25)) {
      if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.`)
      if (Date.now() > until) throw new Error(`${path} did not answer.`)
      const status = await fetch(origin + path).then(
        async (response) => (await response.text()) && response.status,
        () => 0,
      )
      if (status === 200) break
    }
  }
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, name)
  } catch {
    // Nobody of the group is left.
  }
}

// Nothing is configured: no setting of the bench's own shop may reach the clone's.
function bareEnvironment() {
  const { PATH, HOME, TMPDIR, LANG } = process.env
  return {
    NODE_ENV: "production" as const,
    NEXT_TELEMETRY_DISABLED: "1",
    ...(PATH && { PATH }),
    ...(HOME && { HOME }),
    ...(TMPDIR && { TMPDIR }),
    ...(LANG && { LANG }),
  }
}
