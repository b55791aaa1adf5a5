import { ExpectedError } from "@/lib/cli/expected-error"
import { loadSettings } from "@/lib/cli/load-settings"
import { type Shop, startShop } from "@/lib/cli/start-shop"

/**
 * Runs the shop in the foreground until Ctrl-C, SIGTERM, the terminal's end or a failure, and ends
 * the process with 0 or 1. A second Ctrl-C ends everything at once.
 */
export async function runInForeground(options: { development: boolean }): Promise<void> {
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  // A reader that went away (`npm start | head`) is no reason to end the shop half-way.
  process.stdout.on("error", () => {})
  process.stderr.on("error", () => {})
  const starting = startShop(await loadSettings(), { ...options, say })

  let ending = false
  const end = (code: number, why: string) => {
    if (ending) return
    ending = true
    say(why)
    void starting.stop().then(() => process.exit(code))
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (!ending) return end(0, "Stopping…")
      if (signal !== "SIGINT") return
      starting.kill()
      process.exit(130)
    })
  whenNpmIsGone(() => end(0, "npm is gone; stopping."))

  try {
    const shop = await starting.shop
    announce(shop, say)
    void shop.failed.then((why) => end(1, `The shop cannot go on: ${why}.`))
  } catch (error) {
    if (ending) return
    end(1, error instanceof ExpectedError ? error.message : `The start failed. ${stackOf(error)}`)
  }
}

function announce(shop: Shop, say: (line: string) => void): void {
  say("")
  say(`  Shop           ${shop.url}`)
  if (shop.sandboxUrl) say(`  Sandbox        ${shop.sandboxUrl}`)
  if (shop.sandboxUrl && shop.adminEmail) {
    say(`  Mailbox        ${shop.sandboxUrl}/mail`)
    say(`  Administrator  ${shop.adminEmail} signs in at ${shop.url}/sign-in`)
  }
  say("")
  say("Ctrl-C stops all of it.")
}

// npm passes signals on, but not a SIGKILL of itself; without it nobody would stop the shop.
function whenNpmIsGone(then: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) then()
  }, 1_000).unref()
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
