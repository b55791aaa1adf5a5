import { createInterface } from "node:readline"
import { reconcile } from "@/lib/webhooks/reconcile"

// Reconciles at each line that comes in, and answers with one: a process of its own for each time would
// load the whole shop again.
for await (const _ of createInterface({ input: process.stdin })) {
  const { failed } = await reconcile()
  process.stdout.write(`reconciled, ${failed} failed\n`)
}
process.exit(0)
