import { describe, expect, it } from "vitest"
import type { Sellable } from "@/lib/catalog/rules"
import type { EditionAccess } from "@/lib/entitlements/access-rules"
import { type Offer, offerFor } from "@/lib/entitlements/rules"
import {
  access,
  disputed,
  edition,
  future,
  granted,
  jpy,
  none,
  nothing,
  now,
  owned,
  past,
  pending,
  refunded,
  rental,
  usd,
} from "@/tests/support/offers"

type Case = [
  what: string,
  Sellable,
  EditionAccess,
  action: Offer["action"],
  reason: Offer["reason"],
]

const cases: Case[] = [
  ["a stranger buys", edition(), none, "buy", "for-sale"],
  ["a stranger gets what is free", edition({ prices: [nothing] }), none, "get", "free"],
  ["an owner downloads a file", edition(), owned(), "download", "purchased"],
  ["an owner watches a video", edition({ kind: "video" }), owned(), "watch", "purchased"],
  ["an owner reads an article", edition({ kind: "article" }), owned(), "read", "purchased"],
  [
    "a grant opens too",
    edition(),
    owned({ source: "grant", downloadsLeft: null }),
    "download",
    "granted",
  ],
  ["the last download is used", edition(), owned({ downloadsLeft: 0 }), "none", "limit-reached"],
  [
    "a video is not counted",
    edition({ kind: "video" }),
    owned({ downloadsLeft: 0 }),
    "watch",
    "purchased",
  ],
  ["the money is on its way", edition(), pending, "none", "payment-pending"],
  ["a refund puts it back on sale", edition(), owned(refunded), "buy", "refunded"],
  ["a dispute closes it", edition(), owned(disputed), "none", "disputed"],
  ["access that ended is sold again", edition(), owned({ endsAt: now }), "buy", "expired"],
  [
    "access that has not begun opens nothing",
    edition(),
    owned({ startsAt: future }),
    "buy",
    "for-sale",
  ],
  [
    "an archived edition is not sold",
    edition({ editionArchivedAt: past }),
    none,
    "none",
    "archived",
  ],
  [
    "an archived product is not sold",
    edition({ productArchivedAt: past }),
    none,
    "none",
    "archived",
  ],
  ["its owner keeps it", edition({ productArchivedAt: past }), owned(), "download", "purchased"],
  [
    "a refunded archived one is gone",
    edition({ productArchivedAt: past }),
    owned(refunded),
    "none",
    "archived",
  ],
  ["a draft is not sold", edition({ publishedAt: null }), none, "none", "not-released"],
  ["what is to come is not sold", edition({ publishedAt: future }), none, "none", "not-released"],
  ["no price, no sale", edition({ prices: [] }), none, "none", "plan-only"],
  ["a grant opens a video", edition({ kind: "video" }), granted, "watch", "granted"],
  ["a grant opens an article", edition({ kind: "article" }), granted, "read", "granted"],
  [
    "a grant that ended is sold",
    edition(),
    owned({ source: "grant", endsAt: past }),
    "buy",
    "expired",
  ],
  ["a rental is bought", rental, none, "buy", "for-sale"],
  ["a rental that runs is watched", rental, owned({ endsAt: future }), "watch", "purchased"],
  ["a rental that is over is rented again", rental, owned({ endsAt: now }), "buy", "expired"],
  [
    "a refunded rental is rented again",
    rental,
    owned({ ...refunded, endsAt: future }),
    "buy",
    "refunded",
  ],
  [
    "what is free again after a refund",
    edition({ prices: [nothing] }),
    owned(refunded),
    "get",
    "free",
  ],
  [
    "a dispute outlasts the shelf",
    edition({ productArchivedAt: past }),
    owned(disputed),
    "none",
    "disputed",
  ],
]

describe("the button of an edition", () => {
  it.each(cases)("%s", (_what, sold, held, action, reason) => {
    expect(offerFor(sold, held, now)).toMatchObject({ action, reason })
  })

  it("lists every action and reason that the shop can reach today", () => {
    const reached = new Set(cases.map(([, , , action, reason]) => `${action} ${reason}`))
    expect([...reached].sort()).toEqual([
      "buy expired",
      "buy for-sale",
      "buy refunded",
      "download granted",
      "download purchased",
      "get free",
      "none archived",
      "none disputed",
      "none limit-reached",
      "none not-released",
      "none payment-pending",
      "none plan-only",
      "read granted",
      "read purchased",
      "watch granted",
      "watch purchased",
    ])
  })

  it.each([
    ["for ever", owned(), null],
    ["while a rental runs", owned({ endsAt: future }), future],
    ["when a rental ended", owned({ endsAt: past }), past],
    [
      "when it was refunded, not when it would have ended",
      owned({ ...refunded, endsAt: future }),
      past,
    ],
    ["when the bank asked for the money back", owned(disputed), past],
    ["never had", none, null],
  ])("says until when: %s", (_what, held, until) => {
    expect(offerFor(edition(), held, now).until).toEqual(until)
  })

  it("takes the access that lasts longest, and for ever before any", () => {
    const soon = new Date("2026-06-01T00:00:00Z")
    const held = [
      access({ entitlementId: "soon", endsAt: soon }),
      access({ entitlementId: "late", endsAt: future }),
    ]
    const both = { entitlements: held, pendingCheckoutIds: [] }
    expect(offerFor(rental, both, now).entitlementId).toBe("late")
    held.push(access({ entitlementId: "gift", source: "grant" }))
    expect(offerFor(rental, both, now)).toMatchObject({ entitlementId: "gift", until: null })
  })

  it("tells of what ended last when several are over", () => {
    const held = [
      access({ ...refunded, revokedAt: past, entitlementId: "refunded" }),
      access({ endsAt: now, entitlementId: "rented" }),
    ]
    const offer = offerFor(rental, { entitlements: held, pendingCheckoutIds: [] }, now)
    expect(offer).toMatchObject({ reason: "expired", until: now, entitlementId: "rented" })
  })

  it("leads an owner to the order, and a waiting buyer to the order that waits", () => {
    expect(offerFor(edition(), owned(), now)).toMatchObject({ checkoutId: "order", linkVersion: 1 })
    expect(offerFor(edition(), pending, now)).toMatchObject({
      checkoutId: "waiting",
      linkVersion: null,
    })
    expect(offerFor(edition(), none, now)).toMatchObject({ checkoutId: null, linkVersion: null })
    expect(offerFor(edition(), owned(refunded), now).checkoutId).toBeNull()
  })

  it("prefers the order that still has downloads", () => {
    const held = [access({ checkoutId: "used", downloadsLeft: 0 }), access({ checkoutId: "fresh" })]
    const offer = offerFor(edition(), { entitlements: held, pendingCheckoutIds: ["waiting"] }, now)
    expect(offer).toMatchObject({ action: "download", checkoutId: "fresh" })
  })

  it("shows the chosen currency where there is one, else the first price", () => {
    expect(offerFor(edition(), none, now, "jpy").price).toEqual(jpy)
    expect(offerFor(edition(), none, now, "eur").price).toEqual(usd)
    expect(offerFor(edition({ prices: [jpy, usd] }), none, now).price).toEqual(usd)
  })
})
