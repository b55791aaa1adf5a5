import { ExpectedError } from "@/lib/cli/expected-error"
import { loadSettings } from "@/lib/cli/load-settings"
import { type Identity, identity, isAlive } from "@/lib/cli/lock.mjs"
import { type Shop, startShop } from "@/lib/cli/start-shop"
import { readProcess } from "@/lib/sandbox/read-process"

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
    void announce(shop, say)
    void shop.failed.then((why) => end(1, `The shop cannot go on: ${why}.`))
  } catch (error) {
    if (ending) return
    end(1, error instanceof ExpectedError ? error.message : `The start failed. ${stackOf(error)}`)
  }
}

async function announce(shop: Shop, say: (line: string) => void): Promise<void> {
  say("")
  say(`  Shop           ${shop.url}`)
  if (shop.sandboxUrl) say(`  Sandbox        ${shop.sandboxUrl}`)
  if (shop.mailboxUrl) say(`  Mailbox        ${shop.mailboxUrl}`)
  const administrator = await shop.administrator
  if (administrator) {
    say(`  Administrator  ${administrator.email}`)
    say(`                 ${administrator.url}`)
  }
  say("")
  say("Ctrl-C stops all of it.")
}

// npm passes signals on, but not a SIGKILL of itself; without it nobody would stop the shop.
function whenNpmIsGone(then: () => void): void {
  const npm = findNpm()
  if (!npm) return
  setInterval(() => {
    if (!isAlive(npm)) then()
  }, 2_000).unref()
}

// Between npm and this process there may be a shell.
function findNpm(): Identity | undefined {
  if (!process.env.npm_lifecycle_event) return undefined
  const parents = [process.ppid, readProcess(process.ppid)?.parent ?? 0]
  const pid = parents.find((parent) =>
    /^(\S*\/)?(npm|node\s\S*npm)/.test(readProcess(parent)?.command ?? ""),
  )
  return pid === undefined ? undefined : identity(pid)
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
