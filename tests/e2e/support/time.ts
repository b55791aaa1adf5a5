import { UTCDate } from "@date-fns/utc"
import { expect } from "@playwright/test"
import { add, type Duration } from "date-fns"
import { z } from "zod"
import { control, sandboxUrl } from "@/tests/e2e/support/shop"

const state = z.object({ now: z.iso.datetime({ offset: true }) })

/** The time of the sandbox, and so of the shop. */
export async function timeNow(): Promise<Date> {
  const answer = await fetch(`${sandboxUrl()}/control/state.json`)
  expect(answer.ok).toBe(true)
  return new Date(state.parse(await answer.json()).now)
}

/** Lets so much of the calendar (UTC) pass for the sandbox and for the shop. */
export async function pass(duration: Duration): Promise<void> {
  await moveTo(new Date(add(new UTCDate(await timeNow()), duration).getTime()))
}

/** Moves the clock of both on to a moment. */
export async function moveTo(at: Date): Promise<void> {
  await control("clock", { to: at.toISOString() })
}
