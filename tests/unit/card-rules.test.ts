import { describe, expect, it } from "vitest"
import { expiryOf, nameBrand } from "@/lib/account/card-rules"

const now = new Date("2026-11-21T10:00:00Z")

describe("a saved card", () => {
  it.each([
    [10, 2026, "expired"],
    [12, 2025, "expired"],
    [11, 2026, "soon"],
    [12, 2026, "soon"],
    [1, 2027, "good"],
    [11, 2034, "good"],
  ] as const)("that expires %i/%i is %s in November 2026", (expMonth, expYear, expiry) => {
    expect(expiryOf({ expMonth, expYear }, now)).toBe(expiry)
  })

  it.each([
    ["visa", "Visa"],
    ["amex", "American Express"],
    ["new_brand", "New brand"],
  ])("of the brand %s is called %s", (brand, name) => {
    expect(nameBrand(brand)).toBe(name)
  })
})
