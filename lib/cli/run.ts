import { spawn } from "node:child_process"
import { constants } from "node:os"
import { typescript } from "@/lib/cli/child"
import { ensureRuntime } from "@/lib/cli/ensure-runtime"

// node lib/cli/run.mjs [--sandbox | --alone] <entry.ts> [arguments]: runs a TypeScript entry in the
// shop's surroundings, or, alone, in none: it makes its own. Its output and exit code are passed
// through untouched.
const [first, ...rest] = process.argv.slice(2)
const sandbox = first === "--sandbox"
const alone = first === "--alone"
const [entry, ...args] = sandbox || alone ? rest : first ? [first, ...rest] : []
if (!entry) throw new Error("Usage: node lib/cli/run.mjs [--sandbox] <entry.ts> [arguments]")

const what = ["npm run", entry.replace(/^.*\//, "").replace(/\.ts$/, ""), ...args].join(" ")
const asksForHelp = args.some((arg) => arg === "--help" || arg === "-h")
const runtime =
  asksForHelp || alone
    ? { env: {}, stop: async () => {} }
    : await ensureRuntime({ what, sandbox, update: !entry.endsWith("/db-migrate.ts") })

const child = spawn(process.execPath, typescript(entry, ...args), {
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: process.env.NODE_ENV ?? "production", ...runtime.env },
})
// A terminal sends Ctrl-C to the child too; passing it on again would count as the second one.
process.on("SIGINT", () => {
  if (!process.stdin.isTTY) child.kill("SIGINT")
})
for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal))

const code = await new Promise<number>((resolve) => {
  child.once("error", () => resolve(1))
  child.once("exit", (code, signal) =>
    resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)),
  )
})
await runtime.stop()
process.exit(code)
