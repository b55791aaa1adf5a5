import { sandboxDatabase } from "@/lib/cli/embedded-database"
import { keep } from "@/lib/cli/keep"
import { isEmptyShop, openDatabase, updateDatabase } from "@/lib/cli/prepare-database"
import type { StandIns } from "@/lib/cli/settings"
import { adopt, type Parts } from "@/lib/cli/shop-parts"
import { seedDemo, startSandboxProcess, startWorkerProcess } from "@/lib/cli/start-parts"

export type Backend = {
  given: Record<string, string>
  data: Record<string, string>
  dataFolder: string
  /** The variables of the shop's processes; DATABASE_URL is added when the database is there. */
  env: Record<string, string>
  standIns: StandIns
  /** 0 where none is needed. */
  ports: { sandbox: number; postgres: number }
  parts: Parts
  say: (line: string) => void
  /** Seconds since the start, as text. */
  since: () => string
}

/** Starts what the web server talks to: database, migrations, sandbox, demonstration, worker. */
export async function startBackend(backend: Backend): Promise<void> {
  const { env, parts, say, since, standIns } = backend
  const { url, sandboxUrl } = await openShopDatabase(backend)
  await updateDatabase(url, say)
  say(`Database ready, ${since()}.`)
  const sandbox = backend.ports.sandbox
    ? startSandboxKept(backend, sandboxUrl ?? (await sandboxDatabase(url)))
    : Promise.resolve()
  // No demonstration beside a real account: its goods would be for sale.
  const demo = standIns.stripe && (await isEmptyShop(url)) ? loadDemo(backend) : Promise.resolve()
  await Promise.all([sandbox, demo])
  parts.worker = keep("worker", () => adopt(parts, startWorkerProcess(env, say)), { say })
}

/** Starts the database alone. Returns its address, and the sandbox's when it is the embedded one. */
export async function openShopDatabase(
  backend: Omit<Backend, "since">,
): Promise<{ url: string; sandboxUrl: string | undefined }> {
  const { given, data, dataFolder, env, ports, parts, say } = backend
  const { url, embedded } = await openDatabase({
    given: given.DATABASE_URL,
    dataFolder,
    port: ports.postgres,
    password: data.POSTGRES_PASSWORD ?? "",
    say,
  })
  if (embedded) parts.postgres = embedded.server
  env.DATABASE_URL = url
  parts.state?.update({ databaseUrl: url })
  return { url, sandboxUrl: embedded?.sandboxUrl }
}

/** Starts the sandbox, keeps it running, and answers when it does. */
export async function startSandboxKept(backend: Backend, databaseUrl: string): Promise<void> {
  const { env, ports, parts, say, since } = backend
  const first = startSandboxProcess(env, databaseUrl, ports.sandbox, say)
  let waiting: typeof first | undefined = first
  const next = () => {
    const { child } = waiting ?? startSandboxProcess(env, databaseUrl, ports.sandbox, say)
    waiting = undefined
    return adopt(parts, child)
  }
  parts.sandbox = keep("sandbox", next, { say })
  await first.ready
  say(`Sandbox ready, ${since()}.`)
}

async function loadDemo({ env, parts, say, since }: Backend): Promise<void> {
  const problem = await seedDemo(env, (child) => parts.passing.push(adopt(parts, child)))
  // A shop without a demonstration is a shop all the same.
  say(problem ?? `Demonstration loaded, ${since()}.`)
}
