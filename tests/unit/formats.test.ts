import { expect, it } from "vitest"
import {
  formatDay,
  formatDuration,
  formatPeriod,
  formatSeconds,
  formatSize,
  nameCurrency,
} from "@/lib/formats"
import { webAddress } from "@/lib/web-address"

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

it.each([
  ["2026-05-01T12:00:00Z", "2026-06-01T12:00:00Z", "en-US", "UTC", "May 1 to Jun 1, 2026"],
  ["2026-12-15T12:00:00Z", "2027-01-15T12:00:00Z", "en-US", "UTC", "Dec 15, 2026 to Jan 15, 2027"],
  ["2026-05-01T12:00:00Z", "2026-05-08T12:00:00Z", "en-US", "UTC", "May 1 to 8, 2026"],
  [
    "2026-05-01T02:00:00Z",
    "2026-06-01T02:00:00Z",
    "en-US",
    "America/New_York",
    "Apr 30 to May 31, 2026",
  ],
  ["2026-05-01T12:00:00Z", "2026-06-01T12:00:00Z", "de-DE", "UTC", "01.05. to 01.06.2026"],
])("D10: the period %s to %s is written in %s, %s as %s", (from, to, locale, zone, text) => {
  const written = formatPeriod(new Date(from), new Date(to), locale, zone)
  expect(written.replace(/\s/g, " ")).toBe(text)
})

it.each([
  ["https://invoice.stripe.com/i/1", true],
  ["http://localhost:4242/i/1", true],
  ["javascript:alert(1)", false],
  ["data:text/html,x", false],
  ["/i/1", false],
  ["", false],
  [null, false],
])("%s is an address to link to: %s", (address, isOne) => {
  expect(webAddress(address)).toBe(isOne ? address : null)
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
