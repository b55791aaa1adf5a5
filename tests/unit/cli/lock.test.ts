import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { identity, isAlive, tryLock } from "@/lib/cli/lock.mjs"

const folder = mkdtempSync(join(tmpdir(), "kiosk-lock-"))
afterAll(() => rmSync(folder, { recursive: true }))

test("a lock is held by one process until it lets go", () => {
  const path = join(folder, "held")
  const first = tryLock(path, "first")
  expect(first.release).toBeDefined()
  expect(tryLock(path, "second")).toMatchObject({ holder: { pid: process.pid, what: "first" } })
  first.release?.()
  expect(tryLock(path, "second").release).toBeDefined()
})

test("the lock of a process that is gone is taken over", async () => {
  const path = join(folder, "stale")
  const child = spawn("sleep", ["60"])
  const gone = identity(child.pid ?? 0)
  writeFileSync(path, JSON.stringify({ ...gone, what: "gone" }))
  expect(tryLock(path, "next").holder).toMatchObject({ what: "gone" })
  child.kill("SIGKILL")
  await new Promise((resolve) => child.once("exit", resolve))
  expect(isAlive(gone)).toBe(false)
  expect(tryLock(path, "next").release).toBeDefined()
})

test("another process that got the number since holds nothing", () => {
  const path = join(folder, "reused")
  writeFileSync(path, JSON.stringify({ pid: process.pid, began: "long ago", what: "gone" }))
  expect(tryLock(path, "next").release).toBeDefined()
})

test("a damaged lock is no lock", () => {
  const path = join(folder, "damaged")
  writeFileSync(path, "{")
  expect(tryLock(path, "next").release).toBeDefined()
  expect(readFileSync(path, "utf8")).toContain('"next"')
})
