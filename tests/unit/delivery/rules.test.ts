import { describe, expect, test } from "vitest"
import {
  browserFamily,
  chooseSource,
  inlineType,
  isForeignForm,
  isPrefetch,
  lineState,
} from "@/lib/delivery/rules"
import type { Access } from "@/lib/entitlements/access-rules"

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
  downloadsLeft: 1,
}

test.each<[string, Partial<Access> | null, string]>([
  ["one left", {}, "open"],
  ["none left", { downloadsLeft: 0 }, "limit-reached"],
  ["not counted", { downloadsLeft: null }, "open"],
  ["refunded", { revokedAt: now, revokedReason: "refunded" }, "refunded"],
  [
    "refunded with none left",
    { revokedAt: now, revokedReason: "refunded", downloadsLeft: 0 },
    "refunded",
  ],
  ["disputed", { revokedAt: now, revokedReason: "disputed" }, "disputed"],
  ["ending this instant", { endsAt: now }, "expired"],
  ["ending a second later", { endsAt: later }, "open"],
  ["beginning this instant", { startsAt: now }, "open"],
  ["beginning a second later", { startsAt: later }, "expired"],
  ["taken back without a reason", { revokedAt: now }, "expired"],
  ["without an entitlement", null, "expired"],
])("K13: a purchase with %s: %j is %s", (_, change, state) => {
  expect(lineState(change && { ...access, ...change }, now)).toBe(state)
})

test.each<[string, Partial<Access>, string]>([
  ["one left", {}, "sign-in"],
  ["none left", { downloadsLeft: 0 }, "sign-in"],
  ["refunded", { revokedAt: now, revokedReason: "refunded" }, "refunded"],
  ["ending this instant", { endsAt: now }, "expired"],
])("B27: where its buyer must sign in, a purchase with %s: %j is %s", (_, change, state) => {
  expect(lineState({ ...access, ...change }, now, true)).toBe(state)
})

describe("B23: what a download is taken from", () => {
  const uncounted = { downloadsLeft: null }
  const gone = { revokedAt: now, revokedReason: "refunded" } as const
  test.each<[string, Partial<Access>[], number]>([
    ["what has one left before what has none", [{ downloadsLeft: 0 }, {}], 1],
    ["what is not counted before what is", [{}, uncounted], 1],
    ["what is counted when what is not counted has ended", [{ ...uncounted, endsAt: now }, {}], 1],
    ["what lasts longer", [{ endsAt: later }, { endsAt: new Date("2026-06-01") }], 1],
    ["what lasts for ever before what ends", [{ endsAt: later }, {}], 1],
    [
      "of the refunded and the used up the used up, which says why",
      [gone, { downloadsLeft: 0 }],
      1,
    ],
    ["the first of equals", [{}, {}], 0],
  ])("is %s", (_, changes, chosen) => {
    const sources = changes.map((change, id) => ({
      id,
      needsSignIn: false,
      access: { ...access, ...change },
    }))
    expect(chooseSource(sources, now)?.id).toBe(chosen)
  })

  test("is nothing where there is nothing", () => {
    expect(chooseSource([], now)).toBeNull()
  })
})

describe("a form of another site", () => {
  const own = "https://shop.example"
  test.each<[Record<string, string>, boolean]>([
    [{}, false],
    [{ origin: own }, false],
    [{ origin: own, "sec-fetch-site": "same-origin" }, false],
    // What a browser sends from a page with Referrer-Policy: no-referrer.
    [{ origin: "null", "sec-fetch-site": "same-origin" }, false],
    [{ origin: "null" }, false],
    [{ origin: "null", "sec-fetch-site": "cross-site" }, true],
    [{ "sec-fetch-site": "cross-site" }, true],
    [{ "sec-fetch-site": "same-site" }, true],
    [{ origin: own, "sec-fetch-site": "cross-site" }, true],
    [{ origin: "https://evil.example" }, true],
    [{ origin: "http://shop.example" }, true],
    [{ origin: "https://shop.example.evil.example" }, true],
  ])("%j: %s", (headers, isForeign) => {
    expect(isForeignForm(new Headers(headers), own)).toBe(isForeign)
  })
})

test.each<[Record<string, string>, boolean]>([
  [{ "sec-purpose": "prefetch" }, true],
  [{ "sec-purpose": "prefetch;prerender" }, true],
  [{ purpose: "prefetch" }, true],
  [{ "x-moz": "prefetch" }, true],
  [{ "sec-purpose": "prefetched" }, false],
  [{}, false],
])("B25: prefetch %j: %s", (headers, expected) => {
  expect(isPrefetch(new Headers(headers))).toBe(expected)
})

test.each([
  ["video/webm", "video/webm"],
  ["Video/MP4; codecs=avc1", "video/mp4"],
  ["text/plain", "text/plain; charset=utf-8"],
  ["application/pdf", "application/pdf"],
  ["image/svg+xml", null],
  ["text/html", null],
  ["application/xhtml+xml", null],
  ["text/xml", null],
  ["application/javascript", null],
  ["application/octet-stream", null],
  ["", null],
])("D2: shown inline: %j as %s", (type, shown) => {
  expect(inlineType(type)).toBe(shown)
})

test.each([
  [null, null],
  ["curl/8.5.0", "curl"],
  [
    "Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
    "Chrome",
  ],
  ["Mozilla/5.0 (Windows) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge"],
  ["Mozilla/5.0 (Macintosh) AppleWebKit/605 (KHTML, like Gecko) Version/18 Safari/605", "Safari"],
  ["Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox"],
  ["Mozilla/5.0 (compatible; Googlebot/2.1)", "Robot"],
  ["jane@example.com's own browser", "Other"],
])("of the header %j only the family %s is kept", (header, family) => {
  expect(browserFamily(header)).toBe(family)
})
