import { execFile } from "node:child_process"
import { readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { promisify } from "node:util"

const run = promisify(execFile)

/**
 * Ends the server that still runs on a cluster nobody holds any more, and removes the mark of one
 * that a power cut ended. A process that merely got the same number is left alone.
 */
export async function endOrphan(folder: string): Promise<void> {
  const mark = join(folder, "postmaster.pid")
  const text = await readFile(mark, "utf8").catch(() => undefined)
  if (text === undefined) return
  const pid = Number.parseInt(text, 10)
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!(await servesFolder(pid, folder))) break
    process.kill(pid, signal)
    for (let waited = 0; waited < 50 && (await servesFolder(pid, folder)); waited++) await wait(100)
  }
  await rm(mark, { force: true })
}

async function servesFolder(pid: number, folder: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 1) return false
  const { stdout } = await run("ps", ["-ww", "-o", "args=", "-p", String(pid)]).catch(() => ({
    stdout: "",
  }))
  return stdout.includes("postgres") && stdout.includes(folder)
}
