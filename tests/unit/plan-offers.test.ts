import { describe, expect, it } from "vitest"
import type { Sellable } from "@/lib/catalog/rules"
import type { EditionAccess } from "@/lib/entitlements/access-rules"
import { offerForProduct } from "@/lib/entitlements/product-rules"
import { type Offer, offerFor } from "@/lib/entitlements/rules"
import { listWays } from "@/lib/search/list-ways"
import {
  access,
  cinema,
  edition,
  future,
  jpy,
  later,
  none,
  now,
  owned,
  past,
  rental,
  subscribed,
  usd,
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
  ["a trial that is over is a plan", film, subscribed({ trialUntil: now }), "watch", "in-plan"],
  ["unpaid, but in grace", film, subscribed({ graceFrom: past }), "watch", "grace", later],
  ["grace begins at its very moment", film, subscribed({ graceFrom: now }), "watch", "grace"],
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
  })
})

describe("a product's one button, where a plan opens it", () => {
  const at = (slug: string, sold: Sellable, held = none) => ({
    slug,
    isSample: false,
    offer: offerFor(sold, held, now),
  })

  it.each<[string, ReturnType<typeof at>[], Offer["action"], Offer["reason"]]>([
    ["the plan costs less than the cheapest edition", [at("own", both)], "subscribe", "for-sale"],
    [
      "a rental costs less than the plan",
      [
        at("own", both),
        at("rent", { ...rental, plans: [cinema], prices: [{ ...usd, amount: 399 }] }),
      ],
      "buy",
      "for-sale",
    ],
    [
      "the same amount is not less",
      [at("own", { ...both, prices: [{ ...usd, amount: 900 }] })],
      "buy",
      "for-sale",
    ],
    [
      "another currency can't be compared",
      [at("own", { ...both, prices: [jpy] })],
      "buy",
      "for-sale",
    ],
    ["what is owned stays owned", [at("own", both, owned())], "watch", "purchased"],
    ["in a plan already", [at("own", both, subscribed())], "watch", "in-plan"],
    [
      "what was had before says why it is gone",
      [at("own", both, subscribed({ endsAt: past }))],
      "buy",
      "expired",
    ],
    [
      "paused before a sale",
      [at("own", both, subscribed({ pausedFrom: past, endsAt: past }))],
      "renew",
      "paused",
    ],
  ])("%s", (_what, editions, action, reason) => {
    expect(offerForProduct(editions)?.offer).toMatchObject({ action, reason })
  })

  it("leaves the edition's own button alone", () => {
    const row = at("own", both)
    offerForProduct([row])
    expect(row.offer.action).toBe("buy")
  })
})

describe("X8: the ways to get a product", () => {
  const way = (id: string, sold: Sellable, held = none) => ({
    ...sold,
    id,
    isSample: false,
    offer: offerFor(sold, held, now),
  })
  const names = (editions: ReturnType<typeof way>[]) =>
    listWays(editions).map((one) => (one.kind === "plan" ? "the plan" : one.edition.id))
  const rent = way("rent", { ...rental, prices: [{ ...usd, amount: 399 }], plans: [cinema] })
  const keep = way("keep", both)

  it("are sorted by cost, the plan among them", () => {
    expect(names([keep, rent])).toEqual(["rent", "the plan", "keep"])
  })

  it("begin with what is owned", () => {
    expect(names([keep, way("mine", both, owned()), rent])).toEqual([
      "mine",
      "rent",
      "the plan",
      "keep",
    ])
  })

  it("have no plan for who has it by one", () => {
    expect(names([way("mine", both, subscribed())])).toEqual(["mine"])
  })
})
