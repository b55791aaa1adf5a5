import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { decimalsOf, formatMoney, parseDecimal, toDecimal } from "@/lib/money"
import { fromStripeAmount, toStripeAmount } from "@/lib/stripe/amounts"

const currencies = "usd eur gbp jpy krw clp isk ugx huf twd kwd bhd jod vnd xof mga".split(" ")

describe("money", () => {
  it("K1 19.99 is exactly 1999 minor units", () => {
    expect(parseDecimal("19.99", "usd")).toBe(1999)
    expect(toDecimal({ amount: 1999, currency: "usd" })).toBe("19.99")
  })

  it("P3 100 yen are 100 at Stripe and written as 100 yen", () => {
    expect(toStripeAmount({ amount: 100, currency: "jpy" })).toBe(100)
    expect(formatMoney({ amount: 100, currency: "jpy" }, "en-US")).toBe("¥100")
    expect(formatMoney({ amount: 100, currency: "jpy" }, "ja-JP")).toBe("￥100")
  })

  it("writes each currency with its own decimals", () => {
    expect(formatMoney({ amount: 1999, currency: "usd" }, "en-US")).toBe("$19.99")
    expect(formatMoney({ amount: 1999, currency: "eur" }, "de-DE")).toBe("19,99\u00a0€")
    expect(formatMoney({ amount: 1999, currency: "kwd" }, "en-US")).toBe("KWD\u00a01.999")
    expect(formatMoney({ amount: 5, currency: "usd" }, "en-US")).toBe("$0.05")
  })

  it("P3 any amount of any currency comes back from text and from Stripe unchanged", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.constantFrom(...currencies),
        (amount, currency) => {
          const money = { amount, currency }
          expect(parseDecimal(toDecimal(money), currency)).toBe(amount)
          expect(fromStripeAmount(toStripeAmount(money), currency)).toBe(amount)
        },
      ),
    )
  })

  it("sends ISK and UGX with two zero decimals, as Stripe wants them", () => {
    expect(toStripeAmount({ amount: 500, currency: "isk" })).toBe(50_000)
    expect(toStripeAmount({ amount: 500, currency: "ugx" })).toBe(50_000)
    expect(decimalsOf("isk")).toBe(0)
  })

  it("refuses what is no amount of the currency", () => {
    for (const text of ["", "-1", "1,99", "1.999", "1e3", " ", "NaN", "1."])
      expect(parseDecimal(text, "usd"), text).toBeNull()
    expect(parseDecimal("1.5", "jpy")).toBeNull()
  })
})
