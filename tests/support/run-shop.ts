import { execFile } from "node:child_process"
import { vi } from "vitest"
import { typescript } from "@/lib/cli/child"
import { runShopCommand } from "@/lib/cli/shop-program"

export type Ran = { code: number; stdout: string; stderr: string }

/** Runs a command of the shop's command line in this process, and takes what it writes. */
export async function runShop(args: string[]): Promise<Ran> {
  const before = process.exitCode
  const stdout = taking(process.stdout)
  const stderr = taking(process.stderr)
  try {
    const code = await runShopCommand(args)
    return { code, stdout: stdout.text(), stderr: stderr.text() }
  } finally {
    stdout.end()
    stderr.end()
    process.exitCode = before
  }
}

/** The same in a process of its own, with other variables: some seconds on a busy machine. */
export function runShopProcess(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      typescript("lib/cli/shop.ts", ...args),
      { env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        const code = typeof error?.code === "number" ? error.code : error ? 1 : 0
        resolve({ code, stdout, stderr })
      },
    )
  })
}

function taking(stream: NodeJS.WriteStream): { text: () => string; end: () => void } {
  const chunks: string[] = []
  const spy = vi.spyOn(stream, "write").mockImplementation((chunk) => {
    chunks.push(String(chunk))
    return true
  })
  return { text: () => chunks.join(""), end: () => spy.mockRestore() }
}
