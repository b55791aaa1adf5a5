import { type ChildProcess, spawn } from "node:child_process"
import { resolve } from "node:path"
import { createInterface } from "node:readline"
import { setTimeout as wait } from "node:timers/promises"
import { pathToFileURL } from "node:url"

export type Child = {
  name: string
  pid: number
  /** The exit code, or -1 after a signal. Settles once. */
  exited: Promise<number>
  /** Ends it: SIGTERM, and after `grace` milliseconds SIGKILL to its whole group. */
  stop: (grace: number) => Promise<void>
}

export type ChildOptions = {
  name: string
  /** What Node runs, with its arguments: a script, TypeScript too. */
  args: readonly string[]
  env: Record<string, string>
  onLine: (line: string, stream: "stdout" | "stderr") => void
}

/**
 * Starts a Node process that ends when this one ends, however that happens (see leash.mjs). It has a
 * group of its own, so that Ctrl-C in a terminal reaches the launcher alone, which ends all in order.
 */
export function startChild({ name, args, env, onLine }: ChildOptions): Child {
  const process_ = spawn(process.execPath, ["--import", leash(), ...args], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    env: { NODE_ENV: "production", ...inherited(), ...env, KIOSK_LEASH: String(process.pid) },
  })
  process_.stdin.on("error", () => {})
  createInterface({ input: process_.stdout }).on("line", (line) => onLine(line, "stdout"))
  createInterface({ input: process_.stderr }).on("line", (line) => onLine(line, "stderr"))
  const exited = new Promise<number>((settle) => {
    process_.once("error", () => settle(-1))
    process_.once("exit", (code) => settle(code ?? -1))
  })
  return {
    name,
    pid: process_.pid ?? 0,
    exited: exited.finally(() => process_.stdin.destroy()),
    stop: (grace) => stop(process_, exited, grace),
  }
}

/** The arguments that make Node run a TypeScript file of this clone (see program.mjs). */
export function typescript(file: string, ...args: string[]): string[] {
  return ["lib/cli/program.mjs", file, ...args]
}

/** Ends the group of a process that an earlier launcher left behind. */
export async function endGroup(pid: number, isAlive: () => boolean): Promise<void> {
  signalGroup(pid, "SIGTERM")
  for (let waited = 0; waited < 30 && isAlive(); waited++) await wait(100)
  if (isAlive()) signalGroup(pid, "SIGKILL")
  for (let waited = 0; waited < 20 && isAlive(); waited++) await wait(100)
}

async function stop(child: ChildProcess, exited: Promise<number>, grace: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return
  child.kill("SIGTERM")
  const timer = new AbortController()
  const late = wait(grace, "late", { signal: timer.signal, ref: false }).catch(() => "early")
  const first = await Promise.race([exited, late])
  timer.abort()
  // Also when it ended in time: what it started itself must not outlive it.
  signalGroup(child.pid, "SIGKILL")
  if (first === "late") await exited
}

/** Sends a signal to a process and all that it started; nothing happens when none is left. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // Nobody of the group is left.
  }
}

function leash(): string {
  return pathToFileURL(resolve("lib/cli/leash.mjs")).href
}

// What npm adds to the environment of its scripts changes how tools behave; none of it is the shop's.
function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(npm_|NODE_ENV$|KIOSK_LEASH$)/.test(name) ? [] : [[name, value]],
  )
  return Object.fromEntries(entries)
}
