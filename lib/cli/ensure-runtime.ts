import { setTimeout as wait } from "node:timers/promises"
import { lockPath } from "@/lib/cli/data-folder"
import { sandboxDatabase } from "@/lib/cli/embedded-database"
import { type LoadedSettings, loadSettings, requireComplete } from "@/lib/cli/load-settings"
import { isAlive, tryLock } from "@/lib/cli/lock.mjs"
import { choosePort } from "@/lib/cli/ports"
import { updateDatabase } from "@/lib/cli/prepare-database"
import { findRunningShop, takeDataFolder } from "@/lib/cli/run-state"
import { askedPorts, portNumber, shopVariables, standInsFor } from "@/lib/cli/settings"
import { type Parts, stopParts } from "@/lib/cli/shop-parts"
import { type Backend, openShopDatabase, startSandboxKept } from "@/lib/cli/start-backend"

export type Runtime = {
  /** The variables of the shop that runs, or of what was started for the caller. */
  env: Record<string, string>
  /** Ends what was started for the caller; what was running stays. */
  stop: () => Promise<void>
}

export type RuntimeOptions = {
  /** What others are told who wait for the data folder. */
  what: string
  /** Whether the command talks to Stripe or sends mail. */
  sandbox: boolean
  /** False leaves an embedded database as it is; otherwise it is brought up to date first. */
  update?: boolean
}

/**
 * The surroundings that a command of the shop needs: those of the running shop, or else an embedded
 * database (and the sandbox, when asked for and used) started for the command. Progress and waiting
 * are told on standard error, so that a command's own output stays pure.
 */
export async function ensureRuntime(options: RuntimeOptions): Promise<Runtime> {
  const settings = await loadSettings()
  requireComplete(settings.given)
  const running = await awaitTurn(settings.dataFolder)
  if (running) {
    const ports = { shop: running.ports.shop ?? 3000, sandbox: running.ports.sandbox ?? 4242 }
    const env = shopVariables(settings.given, settings.data, ports)
    return { env: { ...env, DATABASE_URL: running.databaseUrl }, stop: async () => {} }
  }
  return startRuntime(settings, options)
}

async function startRuntime(settings: LoadedSettings, options: RuntimeOptions): Promise<Runtime> {
  const { given, data, dataFolder } = settings
  const standIns = standInsFor(given)
  const asked = askedPorts(given)
  const parts: Parts = { stopped: false, passing: [] }
  const needsSandbox = options.sandbox && (standIns.stripe || standIns.mail)
  // With a database of the owner's nothing is held: any number of commands may run.
  if (standIns.database || needsSandbox)
    parts.state = await takeDataFolder(dataFolder, options.what)
  const stop = async () => {
    await stopParts(parts)
    parts.state?.release()
  }
  try {
    const ports = {
      shop: asked.shop ?? 3000,
      sandbox: needsSandbox ? await choosePort("SANDBOX_PORT", asked.sandbox, 4242, quiet) : 0,
      postgres: standIns.database
        ? await choosePort("POSTGRES_PORT", portNumber(given, "POSTGRES_PORT"), 5439, quiet)
        : 0,
    }
    const env = shopVariables(given, data, { ...ports, sandbox: ports.sandbox || 4242 })
    const backend: Backend = {
      ...settings,
      env,
      standIns,
      ports,
      parts,
      say,
      since: () => "",
    }
    const { url, sandboxUrl } = await openShopDatabase(backend)
    if (standIns.database && options.update !== false) await updateDatabase(url, say)
    if (needsSandbox) {
      const silent: Backend = { ...backend, say: quiet }
      await startSandboxKept(silent, sandboxUrl ?? (await sandboxDatabase(url)))
    }
    return { env, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

// A shop that is starting, or another command, has the data folder for a moment.
async function awaitTurn(dataFolder: string) {
  for (let waited = 0; waited < 600; waited++) {
    const running = findRunningShop(dataFolder)
    if (running) return running
    const { release, holder } = tryLock(lockPath(dataFolder), "looking")
    release?.()
    if (!holder || !isAlive(holder)) return undefined
    if (waited === 10) say(`Waiting for "${holder.what}" (process ${holder.pid}).`)
    await wait(100)
  }
  return undefined
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function quiet(): void {}
