import { expect, it } from "vitest"
import { formatDay, formatDuration, formatSeconds, formatSize, nameCurrency } from "@/lib/formats"

it.each([
  [0n, "0 bytes"],
  [1n, "1 byte"],
  [999n, "999 bytes"],
  [1_000n, "1 kB"],
  [1_449n, "1.4 kB"],
  [99_499n, "99 kB"],
  [999_499n, "999 kB"],
  [999_500n, "1 MB"],
  [1_400_000_000n, "1.4 GB"],
  [7_000_000_000_000_000n, "7,000 TB"],
])("%d bytes are written %s", (bytes, text) => {
  expect(formatSize(bytes, "en-US")).toBe(text)
})

it.each([
  [172_800, "48 hours"],
  [3_600, "1 hour"],
  [86_400, "24 hours"],
  [259_200, "3 days"],
  [2_592_000, "30 days"],
  [5_400, "90 minutes"],
  [90_000, "25 hours"],
  [61, "61 seconds"],
])("%d seconds are written %s", (seconds, text) => {
  expect(formatDuration(seconds, "en-US")).toBe(text)
})

it("a day is the day of the shop's time zone", () => {
  const date = new Date("2026-05-01T23:30:00Z")
  expect(formatDay(date, "en-US", "UTC")).toBe("May 1, 2026")
  expect(formatDay(date, "de-DE", "Europe/Berlin")).toBe("2. Mai 2026")
})

it("a currency has a name in the shop's language", () => {
  expect(nameCurrency("usd", "en-US")).toBe("US Dollar")
  expect(nameCurrency("jpy", "de-DE")).toContain("Yen")
})

it.each([
  [0, "0:00"],
  [65.9, "1:05"],
  [754, "12:34"],
  [3_600, "1:00:00"],
  [36_065, "10:01:05"],
])("a place at %d seconds is written %s", (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text)
})
