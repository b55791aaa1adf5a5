import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { type Child, startChild } from "@/lib/cli/child"
import { readRunRecord } from "@/lib/cli/data-folder"
import { freePort } from "@/tests/support/free-port"

export type RunningShop = {
  url: string
  sandboxUrl: string
  dataFolder: string
  pid: number
  /** What it printed so far. */
  output: () => string
  exited: Promise<number>
  stop: () => Promise<void>
}

// Whoever runs the tests may have a shop of their own in the environment and in .env.
const shopVariables = `
  PUBLIC_URL DATABASE_URL STRIPE_SECRET_KEY STRIPE_WEBHOOK_SECRET STRIPE_API_BASE STRIPE_TAX
  RESEND_API_KEY RESEND_BASE_URL RESEND_WEBHOOK_SECRET MAIL_FROM AUTH_SECRET GOOGLE_CLIENT_ID
  GOOGLE_CLIENT_SECRET ADMIN_EMAILS SUPPORT_EMAIL SHOP_NAME SHOP_LOCALE SHOP_TIME_ZONE S3_BUCKET
  S3_ENDPOINT ACCEL_PREFIX TRUSTED_PROXIES PORT SANDBOX_PORT POSTGRES_PORT`
const none: Record<string, string> = {
  ...Object.fromEntries(
    shopVariables
      .trim()
      .split(/\s+/)
      .map((name) => [name, ""]),
  ),
  LOG_LEVEL: "warn",
  KIOSK_ENV_FILE: "/dev/null",
}

/** A data folder for a shop of a test; PostgreSQL's user may pass through it. */
export async function makeDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kiosk-shop-"))
  await chmod(folder, 0o711)
  return folder
}

/** Runs `npm start` on a data folder. It ends with the test process, whatever happens to that. */
export function launchShop(
  dataFolder: string,
  env: Record<string, string> = {},
): { child: Child; output: () => string } {
  const lines: string[] = []
  const child = startChild({
    name: "shop",
    args: ["lib/cli/start.mjs"],
    env: { ...none, KIOSK_DATA: dataFolder, ...env },
    onLine: (line) => lines.push(line),
  })
  return { child, output: () => lines.join("\n") }
}

/** Starts a whole shop on free ports and waits until it is ready. `stop` removes its data too. */
export async function startShop(
  options: { dataFolder?: string; env?: Record<string, string> } = {},
): Promise<RunningShop> {
  const dataFolder = options.dataFolder ?? (await makeDataFolder())
  const ports = {
    PORT: String(await freePort()),
    SANDBOX_PORT: String(await freePort()),
    POSTGRES_PORT: String(await freePort()),
  }
  const { child, output } = launchShop(dataFolder, { ...ports, ...options.env })
  let ended = false
  void child.exited.then(() => {
    ended = true
  })
  const stop = async () => {
    await child.stop(30_000)
    if (!options.dataFolder) await rm(dataFolder, { recursive: true, force: true })
  }
  for (let waited = 0; waited < 3_000 && !ended; waited++) {
    const record = readRunRecord(dataFolder)
    if (record?.ready && record.pid === child.pid) {
      const { url, sandboxUrl } = record
      return { url, sandboxUrl, dataFolder, pid: child.pid, output, exited: child.exited, stop }
    }
    await wait(100)
  }
  await stop()
  throw new Error(`The shop did not start:\n${output()}`)
}
