import { transaction } from "@/lib/db"
import type { Handled } from "@/lib/webhooks/rules"

/** Runs a change that no event asked for in a transaction of its own. */
export async function runAlone(work: () => Promise<Handled>): Promise<Handled> {
  return transaction(work)
}
