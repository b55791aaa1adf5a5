import { unmarkServed } from "@/lib/cli/build-web"
import { type Child, signalGroup } from "@/lib/cli/child"
import type { Kept } from "@/lib/cli/keep"
import { isAlive } from "@/lib/cli/lock.mjs"
import type { RunState } from "@/lib/cli/run-state"
import type { Postgres } from "@/lib/sandbox/postgres"

/** Everything of a shop that must be ended, filled in as it starts. */
export type Parts = {
  /** Set by a stop: nothing is started any more. */
  stopped: boolean
  state?: RunState
  postgres?: Postgres
  sandbox?: Kept
  worker?: Kept
  web?: Kept
  /** What ends by itself: the build, the demonstration. */
  passing: Child[]
  served?: string
}

// How long an open download may go on after the shop was told to stop, in milliseconds.
const WEB_GRACE = 10_000
const GRACE = 5_000

/** Remembers a child for a sudden death of ours. Throws when the shop is being stopped. */
export function adopt(parts: Parts, child: Child): Child {
  parts.state?.add(child)
  if (!parts.stopped) return child
  void child.stop(GRACE)
  throw new Error("The shop is being stopped.")
}

/** Ends what runs, in order: first who asks, last who is asked. */
export async function stopParts(parts: Parts): Promise<void> {
  parts.stopped = true
  await Promise.all([
    parts.web?.stop(WEB_GRACE),
    parts.worker?.stop(GRACE),
    ...parts.passing.map((child) => child.stop(1_000)),
  ])
  await parts.sandbox?.stop(GRACE)
  await parts.postgres?.stop()
  if (parts.served) await unmarkServed(parts.served)
}

/** Ends what runs without asking. PostgreSQL recovers by itself at the next start. */
export function killParts(parts: Parts): void {
  parts.stopped = true
  for (const left of parts.state?.record.children ?? [])
    if (isAlive(left)) signalGroup(left.pid, "SIGKILL")
  void parts.postgres?.stop()
}
