import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"

export type Process = { command: string; parent: number }

/** What a process number stands for now; undefined when there is no such process. */
export function readProcess(pid: number): Process | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  try {
    return process.platform === "linux" ? fromProc(pid) : fromPs(pid)
  } catch {
    return undefined
  }
}

// Small images have no `ps`.
function fromProc(pid: number): Process {
  const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim()
  // After the name in brackets, which may hold anything: state, parent.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ")
  return { command, parent: Number(fields[1]) }
}

function fromPs(pid: number): Process {
  const line = execFileSync("ps", ["-ww", "-o", "ppid=,args=", "-p", String(pid)], {
    encoding: "utf8",
  })
  const [, parent, command = ""] = /^\s*(\d+)\s+(.*)$/s.exec(line) ?? []
  return { command: command.trim(), parent: Number(parent) }
}
