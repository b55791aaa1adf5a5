import { execFile } from "node:child_process"

export type Ran = { code: number; stdout: string; stderr: string }

/** Runs the shop's command line in a process of its own, on this test's database. */
export function runShop(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--import", "tsx", "lib/cli/shop.ts", ...args],
      { env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        const code = typeof error?.code === "number" ? error.code : error ? 1 : 0
        resolve({ code, stdout, stderr })
      },
    )
  })
}
