import { setTimeout as wait } from "node:timers/promises"
import type { Sandbox } from "@/lib/sandbox/sandbox"

/** Waits so many milliseconds; false at once when the sandbox ends meanwhile: then nothing is answered. */
export async function pause(sandbox: Sandbox, milliseconds: number): Promise<boolean> {
  return wait(milliseconds, true, { ref: false, signal: sandbox.closing }).catch(() => false)
}
