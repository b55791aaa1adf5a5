import { readFileSync } from "node:fs"
import { env, isLiveMode, isLocal } from "@/lib/env"

/**
 * The shop's time. Rules never call it: they take `now` as an argument. It is this machine's, unless a
 * shop on loopback names a file with an offset (KIOSK_CLOCK), which the sandbox's clock is moved by too.
 */
export function now(): Date {
  return new Date(Date.now() + clockOffset())
}

/** Milliseconds by which the shop's time is ahead of this machine's. */
export function clockOffset(): number {
  const file = env().KIOSK_CLOCK
  if (!file || !isLocal() || isLiveMode()) return 0
  try {
    const offset = Number(readFileSync(/* turbopackIgnore: true */ file, "utf8"))
    return Number.isFinite(offset) ? offset : 0
  } catch {
    // Not written yet: nobody has moved the clock.
    return 0
  }
}

/** `date` moved by so many seconds. */
export function plusSeconds(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000)
}

export const MINUTE = 60
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
