import { UTCDate } from "@date-fns/utc"
import { add } from "date-fns"
import { nextDue, runDue } from "@/lib/sandbox/billing/run-due"
import { writeClock } from "@/lib/sandbox/clock-file"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { inScope } from "@/lib/sandbox/scope"
import { nowMs, readSettings, saveSetting } from "@/lib/sandbox/settings"

export const clockSteps = ["day", "week", "month", "next"] as const
export type ClockStep = (typeof clockSteps)[number]

const farSeconds = 100 * 366 * 24 * 3600

/**
 * Sets the sandbox's clock, in milliseconds since 1970 (null: to real time), tells the shop, and
 * does all that is due by then, in order. Answers when that is done.
 */
export async function moveClock(sandbox: Sandbox, to: number | null): Promise<{ now: string }> {
  const offsetMs = to === null ? 0 : to - Date.now()
  await saveSetting(sandbox.pool, "clock", { offsetMs })
  await writeClock(sandbox, offsetMs)
  await runDue(sandbox)
  return { now: new Date(Date.now() + offsetMs).toISOString() }
}

/** Moves the clock on by a day, a week or a month, or to the next thing that happens by itself. */
export async function advanceClock(sandbox: Sandbox, by: ClockStep): Promise<{ now: string }> {
  const now = nowMs(await readSettings(sandbox.pool))
  if (by !== "next") {
    return moveClock(sandbox, add(new UTCDate(now), { [`${by}s`]: 1 }).getTime())
  }
  const next = await inScope(sandbox, (scope) => nextDue(scope, scope.now + farSeconds, null))
  // A second later, so that the clock has really passed it.
  return moveClock(sandbox, next ? Math.max(now, next.due * 1000 + 1000) : now)
}
