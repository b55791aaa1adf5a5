import { execFileSync } from "node:child_process"
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { setTimeout as wait } from "node:timers/promises"

/**
 * Takes the lock `path` for this process, or tells who holds it. A lock whose process is gone (a
 * SIGKILL, a power cut) is taken over, even when another process got its number since.
 */
export function tryLock(path, what) {
  const own = `${path}.${process.pid}`
  writeFileSync(own, JSON.stringify({ ...identity(process.pid), what }))
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      try {
        linkSync(own, path)
        return { release: () => release(path), holder: undefined }
      } catch (error) {
        if (error.code !== "EEXIST") throw error
      }
      const holder = readHolder(path)
      if (holder && isAlive(holder)) return { release: undefined, holder }
      discard(path, holder)
    }
    throw new Error(`The lock ${path} cannot be taken. Remove it.`)
  } finally {
    rmSync(own, { force: true })
  }
}

/** Takes the lock as soon as nobody holds it; `onWait` hears once who does. Returns the release. */
export async function waitForLock(path, what, onWait) {
  for (let told = false; ; told = true) {
    const { release, holder } = tryLock(path, what)
    if (release) return release
    if (!told) onWait?.(holder)
    await wait(200)
  }
}

/** A process's number and the time that it began: together they mean one process for ever. */
export function identity(pid) {
  return { pid, began: beganAt(pid) }
}

/** Whether the very process that `identity` named still runs. */
export function isAlive(named) {
  const began = beganAt(named.pid)
  return began !== "" && began === named.began
}

function beganAt(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return ""
  if (process.platform === "linux") {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")
      // A zombie has ended; only its parent has not looked yet.
      if (fields[0] === "Z") return ""
      return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${fields[19]}`
    } catch {
      return ""
    }
  }
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim()
  } catch {
    return ""
  }
}

function readHolder(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"))
  } catch {
    return undefined
  }
}

// Two processes may find the same stale lock: renaming gives it to one, and what was renamed is
// looked at again, because the other may have put a fresh one there meanwhile.
function discard(path, stale) {
  const aside = `${path}.stale.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const found = readHolder(aside)
  if (found && isAlive(found) && found.began !== stale?.began) {
    try {
      linkSync(aside, path)
    } catch {}
  }
  rmSync(aside, { force: true })
}

function release(path) {
  if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true })
}
