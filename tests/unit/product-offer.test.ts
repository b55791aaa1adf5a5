import { describe, expect, it } from "vitest"
import type { Sellable } from "@/lib/catalog/rules"
import { offerForProduct } from "@/lib/entitlements/product-rules"
import { offerFor } from "@/lib/entitlements/rules"
import {
  edition,
  future,
  none,
  nothing,
  now,
  owned,
  past,
  pending,
  rental,
  usd,
} from "@/tests/support/offers"

describe("a product's one button", () => {
  const at = (slug: string, sold: Sellable, held = none, isSample = false) => ({
    slug,
    isSample,
    offer: offerFor(sold, held, now),
  })
  const dear = edition({ prices: [{ ...usd, amount: 2900 }] })

  it.each([
    ["the cheapest that can be had", [at("dear", dear), at("cheap", edition())], "cheap"],
    [
      "an owned one before a cheaper",
      [at("owned", dear, owned()), at("cheap", edition())],
      "owned",
    ],
    [
      "one with no downloads left before a sale",
      [at("used", dear, owned({ downloadsLeft: 0 })), at("cheap", edition())],
      "used",
    ],
    [
      "one that is waited for before a sale",
      [at("cheap", edition()), at("waits", dear, pending)],
      "waits",
    ],
    [
      "what is for sale before what is closed",
      [at("gone", edition({ editionArchivedAt: past })), at("dear", dear)],
      "dear",
    ],
    [
      "what is owned for ever before a rental that runs",
      [at("rented", rental, owned({ endsAt: future })), at("kept", dear, owned())],
      "kept",
    ],
    [
      "a rental that runs before buying for ever",
      [at("own", dear), at("rented", rental, owned({ endsAt: future }))],
      "rented",
    ],
    [
      "never the sample",
      [at("sample", edition({ prices: [nothing] }), none, true), at("dear", dear)],
      "dear",
    ],
  ])("is %s", (_what, editions, slug) => {
    expect(offerForProduct(editions)?.slug).toBe(slug)
  })

  it("is none where there is nothing but a sample", () => {
    expect(offerForProduct([at("sample", edition({ prices: [nothing] }), none, true)])).toBeNull()
  })
})
