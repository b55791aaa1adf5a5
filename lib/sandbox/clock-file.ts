import { rename, writeFile } from "node:fs/promises"
import type { Sandbox } from "@/lib/sandbox/sandbox"

/**
 * Tells the shop how far the sandbox's clock is from the real one: milliseconds, in the file that
 * both were given. A reader sees the old number or the new one, never half of it.
 */
export async function writeClock({ clockFile }: Sandbox, offsetMs: number): Promise<void> {
  if (clockFile === undefined) return
  const next = `${clockFile}.${process.pid}.tmp`
  await writeFile(next, String(Math.round(offsetMs)))
  await rename(next, clockFile)
}
