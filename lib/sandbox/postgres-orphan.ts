import { readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { readProcess } from "@/lib/sandbox/read-process"

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
    if (!servesFolder(pid, folder)) break
    process.kill(pid, signal)
    for (let waited = 0; waited < 50 && servesFolder(pid, folder); waited++) await wait(100)
  }
  await rm(mark, { force: true })
}

function servesFolder(pid: number, folder: string): boolean {
  const command = pid > 1 ? readProcess(pid)?.command : undefined
  return Boolean(command?.includes("postgres") && command.includes(folder))
}
