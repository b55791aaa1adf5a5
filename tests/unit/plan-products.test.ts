import { describe, expect, it } from "vitest"
import type { Sellable } from "@/lib/catalog/rules"
import { offerForProduct } from "@/lib/entitlements/product-rules"
import { type Offer, offerFor } from "@/lib/entitlements/rules"
import { listWays } from "@/lib/search/list-ways"
import {
  cinema,
  edition,
  jpy,
  none,
  now,
  owned,
  past,
  rental,
  subscribed,
  usd,
} from "@/tests/support/offers"

const planned = edition({ kind: "video", prices: [], plans: [cinema] })
const both = edition({ kind: "video", plans: [cinema] })

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
      "a plan that costs less, where another edition is only in the plan",
      [at("only", planned), at("own", both)],
      "subscribe",
      "for-sale",
    ],
    [
      "a price that is lower, where another edition is only in the plan",
      [at("only", planned), at("own", { ...both, prices: [{ ...usd, amount: 500 }] })],
      "buy",
      "for-sale",
    ],
    ["nothing but the plan", [at("only", planned)], "subscribe", "plan-only"],
    [
      "what is owned for ever, before a plan without an end",
      [
        at("more", both, subscribed({ source: "default_plan", endsAt: null, graceFrom: null })),
        at("own", both, owned()),
      ],
      "watch",
      "purchased",
    ],
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

  it("have no plan for who has it by one, or has paused it", () => {
    expect(names([way("mine", both, subscribed())])).toEqual(["mine"])
    const paused = subscribed({ pausedFrom: past, endsAt: past })
    expect(names([way("mine", both, paused)])).toEqual(["mine"])
  })

  it("begin with what is owned, then what is in the plan", () => {
    expect(names([way("planned", both, subscribed()), way("mine", both, owned())])).toEqual([
      "mine",
      "planned",
    ])
  })

  it("tell what is only in a plan once, as the plan", () => {
    expect(names([way("only", planned), keep])).toEqual(["the plan", "keep"])
    expect(names([way("ended", planned, subscribed({ endsAt: past })), keep])).toEqual([
      "the plan",
      "keep",
    ])
  })
})
