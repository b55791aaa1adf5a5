import { describe, expect, it } from "vitest"
import { positionToKeep, startOf } from "@/lib/delivery/choose-position"

const now = new Date("2026-05-01T12:00:00Z")
const report = (seconds: number, duration: number | null = 1000, hasEnded = false) => ({
  seconds,
  duration,
  hasEnded,
})
const at = (seconds: number, durationSeconds: number | null = 1000) => ({
  seconds,
  durationSeconds,
  finishedAt: null,
})

describe("B36: what is kept of a player's report", () => {
  it.each([
    ["0", report(0), null],
    ["0, of an unknown length", report(0, null), null],
    ["0, as if it had ended", report(0, 1000, true), null],
    ["less than five seconds", report(4.9), null],
    ["five seconds", report(5), at(5)],
    ["the middle", report(512.25), at(512.25)],
    ["the middle of an unknown length", report(512.25, null), at(512.25, null)],
    ["just before its end", report(949.9), at(949.9)],
    ["95 %: it is seen", report(950), { ...at(950), finishedAt: now }],
    ["its end", report(1000, 1000, true), { ...at(1000), finishedAt: now }],
    ["the end of an unknown length", report(90, null, true), { ...at(90, null), finishedAt: now }],
    ["the end of a clip of three seconds", report(3, 3, true), { ...at(3, 3), finishedAt: now }],
  ])("%s", (_what, told, kept) => {
    expect(positionToKeep(told, now)).toEqual(kept)
  })
})

describe("B36: where a player begins", () => {
  it.each([
    ["what was never watched: at 0", null, 0],
    ["what was left: there", at(512.25), 512.25],
    ["what was finished: at 0", { ...at(960), finishedAt: now }, 0],
  ])("%s", (_what, kept, start) => {
    expect(startOf(kept)).toBe(start)
  })
})
