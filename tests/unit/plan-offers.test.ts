import { describe, expect, it } from "vitest"
import type { Sellable } from "@/lib/catalog/rules"
import { plusSeconds } from "@/lib/clock"
import { type EditionAccess, isKept, RENEWAL_SECONDS } from "@/lib/entitlements/access-rules"
import { type Offer, offerFor } from "@/lib/entitlements/rules"
import { offerPath } from "@/lib/purchases/offer-path"
import {
  access,
  cinema,
  edition,
  future,
  jpy,
  later,
  none,
  now,
  past,
  subscribed,
} from "@/tests/support/offers"

const film = edition({ kind: "video" })
const planned = edition({ kind: "video", prices: [], plans: [cinema] })
const both = edition({ kind: "video", plans: [cinema] })

type Case = [
  what: string,
  Sellable,
  EditionAccess,
  action: Offer["action"],
  reason: Offer["reason"],
  until?: Date | null,
]

const cases: Case[] = [
  ["a plan opens a film, until what is paid ends", film, subscribed(), "watch", "in-plan", future],
  ["a plan opens an article", edition({ kind: "article" }), subscribed(), "read", "in-plan"],
  ["a plan opens a file", edition(), subscribed(), "download", "in-plan"],
  ["a plan opens what is sold by itself", both, subscribed(), "watch", "in-plan"],
  ["a trial", film, subscribed({ trialUntil: future }), "watch", "trial", future],
  [
    "a trial that was cancelled before its end",
    film,
    subscribed({ trialUntil: later, endsAt: future, graceFrom: null }),
    "watch",
    "trial",
    future,
  ],
  ["a trial that is over is a plan", film, subscribed({ trialUntil: now }), "watch", "in-plan"],
  ["unpaid, but in grace", film, subscribed({ graceFrom: past }), "watch", "grace", later],
  ["a renewal on its way", film, subscribed({ graceFrom: now }), "watch", "in-plan", null],
  [
    "grace begins when the renewal should have been charged",
    film,
    subscribed({ graceFrom: plusSeconds(now, -RENEWAL_SECONDS) }),
    "watch",
    "grace",
    later,
  ],
  [
    "paused, and left open",
    film,
    subscribed({ pausedFrom: past, endsAt: null, graceFrom: null }),
    "watch",
    "paused",
    null,
  ],
  [
    "a pause that is to come changes nothing",
    film,
    subscribed({ pausedFrom: future, graceFrom: null }),
    "watch",
    "in-plan",
  ],
  ["paused, and closed", both, subscribed({ pausedFrom: past, endsAt: past }), "renew", "paused"],
  [
    "refunded while it was paused",
    both,
    subscribed({ pausedFrom: past, endsAt: past, revokedAt: past, revokedReason: "refunded" }),
    "buy",
    "refunded",
  ],
  ["the default plan is a plan", film, subscribed({ source: "default_plan" }), "watch", "in-plan"],
  ["never had, only in a plan", planned, none, "subscribe", "plan-only"],
  ["never had, in no plan that is sold", edition({ prices: [] }), none, "none", "plan-only"],
  ["ended, only in a plan", planned, subscribed({ endsAt: now }), "renew", "expired", now],
  ["ended, and sold by itself", both, subscribed({ endsAt: past }), "buy", "expired"],
  [
    "given back, only in a plan",
    planned,
    subscribed({ endsAt: past, revokedAt: past, revokedReason: "refunded" }),
    "renew",
    "refunded",
  ],
  [
    "disputed, only in a plan",
    planned,
    subscribed({ endsAt: past, revokedAt: past, revokedReason: "disputed" }),
    "renew",
    "disputed",
  ],
  ["not yet begun", planned, subscribed({ startsAt: future }), "subscribe", "plan-only"],
  ["archived, and not owned", { ...planned, productArchivedAt: past }, none, "none", "archived"],
]

describe("S4, D12: the button of an edition that a plan opens", () => {
  it.each(cases)("%s", (_what, sold, held, action, reason, until) => {
    const offer = offerFor(sold, held, now)
    expect(offer).toMatchObject({ action, reason })
    if (until !== undefined) expect(offer.until).toEqual(until)
  })

  it("S5: what was bought for ever is told before the plan, and outlasts it", () => {
    const held = [...subscribed().entitlements, access()]
    const offer = offerFor(film, { entitlements: held, pendingCheckoutIds: [] }, now)
    expect(offer).toMatchObject({ reason: "purchased", until: null })
    const after = [...subscribed({ endsAt: past }).entitlements, access()]
    expect(offerFor(film, { entitlements: after, pendingCheckoutIds: [] }, now)).toMatchObject({
      action: "watch",
      reason: "purchased",
    })
  })

  it("S5: is told as bought also beside a plan without an end, whichever is asked first", () => {
    const plan = subscribed({ source: "default_plan", endsAt: null, graceFrom: null }).entitlements
    for (const held of [
      [...plan, access()],
      [access(), ...plan],
    ])
      expect(offerFor(film, { entitlements: held, pendingCheckoutIds: [] }, now).reason).toBe(
        "purchased",
      )
    expect(isKept({ entitlements: plan, pendingCheckoutIds: [] }, now)).toBe(false)
  })

  it("R20: a plan that runs is told before one that is paused and left open", () => {
    const paused = subscribed({ pausedFrom: past, endsAt: null, graceFrom: null }).entitlements
    for (const held of [
      [...paused, ...subscribed().entitlements],
      [...subscribed().entitlements, ...paused],
    ])
      expect(offerFor(film, { entitlements: held, pendingCheckoutIds: [] }, now)).toMatchObject({
        reason: "in-plan",
        until: future,
      })
  })

  it("leads to the plan, to the subscription that there was, or else to the plans", () => {
    const pathOf = (sold: Sellable, held: EditionAccess) =>
      offerPath(offerFor(sold, held, now), "film")
    expect(pathOf(planned, none)).toBe("/plans#plan-cinema")
    expect(pathOf(planned, subscribed({ endsAt: past }))).toBe("/account/subscription")
    expect(pathOf(planned, subscribed({ endsAt: past, source: "default_plan" }))).toBe(
      "/plans#plan-cinema",
    )
    expect(pathOf(film, subscribed({ endsAt: past, pausedFrom: past }))).toBe(
      "/account/subscription",
    )
    expect(pathOf(film, subscribed())).toBe("/watch/film")
    expect(pathOf(edition(), subscribed())).toBe("/library/film")
  })

  it("B66: one that ended does not close what another opens", () => {
    const held = [
      ...subscribed({ endsAt: past }).entitlements,
      ...subscribed({ entitlementId: "other" }).entitlements,
    ]
    expect(offerFor(film, { entitlements: held, pendingCheckoutIds: [] }, now)).toMatchObject({
      reason: "in-plan",
      entitlementId: "other",
    })
  })

  it("offers the plan in the currency that was chosen, else the first", () => {
    const yen = { ...cinema, currency: "jpy", amount: 1200 }
    const sold = edition({ prices: [], plans: [cinema, yen] })
    expect(offerFor(sold, none, now, "jpy").plan).toEqual(yen)
    expect(offerFor(sold, none, now, "eur").plan).toEqual(cinema)
    const inYen = edition({ prices: [jpy], plans: [cinema, yen] })
    expect(offerFor(inYen, none, now).plan).toEqual(yen)
    expect(offerFor(inYen, none, now, "eur").plan).toEqual(yen)
  })
})
