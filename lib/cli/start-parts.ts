import { join } from "node:path"
import { type Child, startChild, typescript } from "@/lib/cli/child"
import { ExpectedError } from "@/lib/cli/expected-error"
import { isLocalShop } from "@/lib/cli/settings"

type Variables = Record<string, string>
type Say = (line: string) => void

/** Starts the sandbox on a database of its own. */
export function startSandboxProcess(
  env: Variables,
  databaseUrl: string,
  port: number,
  say: Say,
): { child: Child; ready: Promise<void> } {
  let isReady: () => void = () => {}
  const announced = new Promise<void>((resolve) => {
    isReady = resolve
  })
  const lines: string[] = []
  const child = startChild({
    name: "sandbox",
    args: typescript("lib/sandbox/main.ts"),
    env: { ...env, SANDBOX_PORT: String(port), SANDBOX_DATABASE_URL: databaseUrl },
    onLine: (line) => {
      if (line.startsWith("sandbox ready on")) return isReady()
      lines.push(line)
      say(`sandbox | ${line}`)
    },
  })
  const gone = child.exited.then((code) => {
    throw new ExpectedError(`The sandbox did not start (exit ${code}).\n${lines.join("\n")}`)
  })
  gone.catch(() => {})
  return { child, ready: Promise.race([announced, gone]) }
}

/** Starts the worker from its sources. */
export function startWorkerProcess(env: Variables, say: Say): Child {
  return startChild({
    name: "worker",
    args: typescript("lib/jobs/worker.ts"),
    env,
    onLine: (line) => {
      if (!line.includes('"worker ready"')) say(`worker | ${line}`)
    },
  })
}

/**
 * Node's flags for a server of pages. A page leaves some megabytes of short-lived objects; with the
 * usual 16 MiB for those, a busy server spends a seventh of its time collecting them (bench P3).
 */
export const WEB_FLAGS = ["--max-semi-space-size=32"]

/**
 * Starts the web server: the build in `folder`, or Next's development server when that is null. On
 * loopback it listens on loopback alone.
 */
export function startWebProcess(
  env: Variables,
  folder: string | null,
  port: number,
  say: Say,
): Child {
  const host = isLocalShop(env) ? "127.0.0.1" : "0.0.0.0"
  const args =
    folder === null
      ? ["node_modules/next/dist/bin/next", "dev", "-H", host, "-p", String(port)]
      : [...WEB_FLAGS, join(folder, "server.js")]
  return startChild({
    name: "web",
    args,
    env: {
      ...env,
      NODE_ENV: folder === null ? "development" : "production",
      PORT: String(port),
      // Read by the build's server; containers set it to a name of theirs.
      HOSTNAME: host,
      NEXT_TELEMETRY_DISABLED: "1",
    },
    onLine: (line) => {
      if (!/^\s*(▲|✓|- |$)/.test(line)) say(`web | ${line}`)
    },
  })
}

/** Fills an empty shop with the demonstration. Returns a sentence when that failed. */
export async function seedDemo(
  env: Variables,
  add: (child: Child) => void,
): Promise<string | undefined> {
  const lines: string[] = []
  const child = startChild({
    name: "seed",
    args: typescript("prisma/seed/main.ts", "--if-empty"),
    env,
    onLine: (line) => lines.push(line),
  })
  add(child)
  const code = await child.exited
  if (code === 0) return undefined
  return `The demonstration could not be loaded (npm run db:seed tries again).\n${lines.join("\n")}`
}

/** Who administers a shop on loopback, and a link that signs them in; null when there is none. */
export async function administratorSignIn(
  env: Variables,
  add: (child: Child) => void,
): Promise<{ email: string; url: string } | null> {
  const lines: string[] = []
  const child = startChild({
    name: "sign-in",
    args: typescript("lib/cli/administrator-link.ts"),
    env,
    onLine: (line, stream) => {
      if (stream === "stdout") lines.push(line)
    },
  })
  add(child)
  if ((await child.exited) !== 0) return null
  const [email, url] = lines.at(-1)?.split(" ") ?? []
  return email && url ? { email, url } : null
}
