import { execFile } from "node:child_process"
import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, it } from "vitest"
import { typescript } from "@/lib/cli/child"

const folder = "dist/programs"

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const [program = "", ...rest] = typescript("tests/support/echo-program.ts", ...args)
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...rest], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}

const left = async () =>
  (await readdir(folder)).filter((name) => name.startsWith("support-echo-program-")).sort()

it("a program is made one file, finds what lies beside its source, and clears away its older ones", async () => {
  await mkdir(folder, { recursive: true })
  const [old, recent] = ["OLD", "RECENT"].map((name) =>
    join(folder, `support-echo-program-${name}.mjs`),
  )
  for (const path of [old, recent]) await writeFile(path ?? "", "")
  const before = new Date(Date.now() - 2 * 3600_000)
  await utimes(old ?? "", before, before)

  const first = await run("--one", "two words")
  expect(JSON.parse(first.stdout)).toEqual({
    args: ["--one", "two words"],
    isBesideItsSource: true,
    isKey: true,
    parsed: "package",
  })
  const files = await left()
  expect(files).not.toContain("support-echo-program-OLD.mjs")
  // Another process may be about to load it.
  expect(files).toContain("support-echo-program-RECENT.mjs")

  // Two at once, and the same again: the same file.
  await Promise.all([run(), run()])
  expect(await left()).toEqual(files)
  await rm(recent ?? "")
})

it("a program that fails says where in its source", async () => {
  const { code, stderr } = await run("--fail")
  expect(code).toBe(1)
  expect(stderr).toContain("It was asked to fail.")
  expect(stderr).toMatch(/tests\/support\/echo-program\.ts:\d+/)
})
