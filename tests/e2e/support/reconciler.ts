import { spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { expect } from "@playwright/test"

export type Reconciler = {
  /** Compares the shop under test with Stripe now, as the worker does every five minutes. */
  reconcile: () => Promise<void>
  stop: () => Promise<void>
}

/** Starts a reconciler beside the running shop. */
export function startReconciler(): Reconciler {
  const child = spawn("node", ["lib/cli/run.mjs", "tests/support/reconcile-when-told.ts"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, LOG_LEVEL: "silent" },
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async reconcile() {
      child.stdin.write("\n")
      expect((await lines.next()).value).toBe("reconciled, 0 failed")
    },
    async stop() {
      const gone = once(child, "exit")
      child.stdin.end()
      await gone
    },
  }
}
