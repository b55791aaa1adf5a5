import { execFile, spawn } from "node:child_process"
import { accessSync, constants, existsSync } from "node:fs"
import { delimiter, join } from "node:path"
import { promisify } from "node:util"
import { ExpectedError } from "@/lib/cli/expected-error"

const run = promisify(execFile)

/** Debian's Chromium without windows: the same engine, and less of everything around it. */
const HEADLESS = "chromium-headless-shell"

/** A Chromium on this machine: CHROMIUM_PATH, else a system one; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return named
    throw new ExpectedError(`CHROMIUM_PATH is ${named}, and there is no such file.`)
  }
  const folders = (process.env.PATH ?? "").split(delimiter)
  const names = [HEADLESS, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ]
  return candidates.find(isExecutable)
}

/**
 * The Chromium for the browser tests, installed when there is none: as root on Debian its package,
 * else Playwright's own. Undefined: Playwright's own is there. Throws a sentence when neither works.
 */
export async function ensureChromium(say: (line: string) => void): Promise<string | undefined> {
  const found = findChromium()
  if (found) return found
  const { chromium } = await import("@playwright/test")
  if (existsSync(chromium.executablePath())) return undefined
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say("No Chromium here; installing Debian's package…")
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
    await run("apt-get", ["update", "-q"], { env }).catch(() => {})
    for (const name of [HEADLESS, "chromium"]) {
      await stream("apt-get", ["install", "-y", "-q", "--no-install-recommends", name], env)
      const installed = findChromium()
      if (installed) return installed
    }
  }
  say("No Chromium here; asking Playwright for its own…")
  await stream(process.execPath, ["node_modules/.bin/playwright", "install", "chromium"])
  if (existsSync(chromium.executablePath())) return undefined
  throw new ExpectedError(
    "No Chromium could be installed. Install one, or set CHROMIUM_PATH to it.",
  )
}

function stream(command: string, args: string[], env = process.env): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], env })
    child.once("error", () => resolve())
    child.once("exit", () => resolve())
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
