import { describe, expect, test } from "vitest"
import type { Access } from "@/lib/entitlements/access-rules"
import {
  downloadsLeftOf,
  isKept,
  isNewer,
  libraryPath,
  patternsOf,
  readLibraryQuery,
  type Version,
} from "@/lib/library/rules"

const now = new Date("2026-05-01T10:00:00Z")
const later = new Date("2026-05-01T10:00:01Z")
const access: Access = {
  entitlementId: "entitlement",
  source: "purchase",
  checkoutId: null,
  linkVersion: null,
  startsAt: new Date("2026-01-01"),
  endsAt: null,
  trialUntil: null,
  graceFrom: null,
  pausedFrom: null,
  revokedAt: null,
  revokedReason: null,
  downloadsLeft: 5,
}
const refunded = { revokedAt: now, revokedReason: "refunded" } as const
const disputed = { revokedAt: now, revokedReason: "disputed" } as const

test.each<[string, Partial<Access>[], boolean]>([
  ["is open", [{}], true],
  ["has no downloads left", [{ downloadsLeft: 0 }], true],
  ["is rented", [{ endsAt: later }], true],
  ["was rented until now", [{ endsAt: now }], false],
  ["begins later", [{ startsAt: later }], false],
  ["was refunded", [refunded], false],
  ["is disputed", [disputed], true],
  ["was taken back", [{ revokedAt: now }], false],
  ["was refunded and bought again", [refunded, {}], true],
  ["was never had", [], false],
])("B42: what %s stands in the library: %j: %s", (_, all, kept) => {
  const entitlements = all.map((change) => ({ ...access, ...change }))
  expect(isKept(entitlements, now)).toBe(kept)
})

test.each<[string, Partial<Access>[], number | null]>([
  ["one purchase", [{}], 5],
  ["two purchases", [{}, { downloadsLeft: 2 }], 7],
  ["two, of which one was refunded", [refunded, { downloadsLeft: 2 }], 2],
  ["two, of which one has ended", [{ endsAt: now }, { downloadsLeft: 2 }], 2],
  ["what is not counted", [{}, { downloadsLeft: null }], null],
  ["what is not counted and has ended", [{}, { downloadsLeft: null, endsAt: now }], 5],
  ["nothing that opens it", [disputed], null],
])("B23: downloads left of %s: %j: %s", (_, all, left) => {
  const entitlements = all.map((change) => ({ ...access, ...change }))
  expect(downloadsLeftOf(entitlements, now)).toBe(left)
})

describe("X9: what is new since the last download", () => {
  const one: Version = { releaseId: "1", version: "1.0", releasedAt: new Date("2026-01-01") }
  const two: Version = { releaseId: "2", version: "2.0", releasedAt: new Date("2026-02-01") }
  test.each<[string, Version | null, Version | null, boolean]>([
    ["a later release is out", two, one, true],
    ["the latest was fetched", two, two, false],
    ["nothing was ever fetched", two, null, false],
    ["there are no files", null, null, false],
    ["what was fetched is no longer out", one, two, false],
    ["two of one instant", { ...two, releasedAt: one.releasedAt }, one, true],
  ])("%s", (_, latest, had, isNew) => {
    expect(isNewer(latest, had)).toBe(isNew)
  })
})

test.each([
  ["", []],
  ["  two\twords ", ["%two%", "%words%"]],
  ["100%", ["%100\\%%"]],
  ["a_b\\c", ["%a\\_b\\\\c%"]],
  ["e\u0301", ["%é%"]],
  [
    "1 2 3 4 5 6 7 8 9 10 11",
    ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"].map((n) => `%${n}%`),
  ],
])("B42: %j is searched as %j", (text, patterns) => {
  expect(patternsOf(text)).toEqual(patterns)
})

test("B42: a library page's address says what is asked, and nothing else is read from it", () => {
  const query = { text: "a b", kind: "video", isArchived: true, after: "x" } as const
  const path = libraryPath(query)
  expect(path).toBe("/library?q=a+b&kind=video&view=archived&after=x")
  const params = Object.fromEntries(new URL(path, "http://shop").searchParams)
  expect(readLibraryQuery(params)).toEqual(query)
  expect(libraryPath({})).toBe("/library")
  const odd = { q: ["a", "b"], kind: "else", view: "x", after: "y".repeat(200) }
  expect(libraryPath(readLibraryQuery(odd))).toBe("/library")
  expect(readLibraryQuery({ q: `a\0${"b".repeat(300)}` }).text).toBe(`a${"b".repeat(199)}`)
})
