import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { parsePrices } from "@/lib/catalog/import/parse-prices"
import { toDecimal } from "@/lib/money"

describe("prices of an import file", () => {
  test.each([
    ["19.99 USD", undefined, [{ amount: 1999, currency: "usd" }]],
    ["19.99", "usd", [{ amount: 1999, currency: "usd" }]],
    ["19.9 eur", "USD", [{ amount: 1990, currency: "eur" }]],
    [
      "19.99 USD; 18 EUR;2900 JPY;",
      undefined,
      [
        { amount: 1999, currency: "usd" },
        { amount: 1800, currency: "eur" },
        { amount: 2900, currency: "jpy" },
      ],
    ],
    ["500", "JPY", [{ amount: 500, currency: "jpy" }]],
    ["1.230 KWD", undefined, [{ amount: 1230, currency: "kwd" }]],
    ["0", "USD", [{ amount: 0, currency: "usd" }]],
    ["free USD", undefined, [{ amount: 0, currency: "usd" }]],
    ["999999.99", "USD", [{ amount: 99_999_999, currency: "usd" }]],
  ])("%j with %j is read exactly", (text, currency, prices) => {
    expect(parsePrices(text, currency)).toEqual({ ok: true, prices })
  })

  test.each([
    ["19.999", "USD", "USD has 2 decimals at most"],
    ["12,50", "EUR", "12.50, not 12,50"],
    ["500.50", "JPY", "JPY has no decimals: write 500"],
    ["1,000.00", "USD", "without marks between thousands"],
    ["1.000,00", "EUR", "without marks between thousands"],
    ["1'000", "CHF", "without marks between thousands"],
    ["$19.99", "USD", '"$19.99" is no amount; write 19.99 USD'],
    ["-5", "USD", "A price is not below 0"],
    ["19.99", undefined, "Say the currency of 19.99"],
    ["19.99", "", "Say the currency of 19.99"],
    ["19.99 ABC", undefined, "ABC is no currency"],
    ["1 XAU", undefined, "XAU is no currency"],
    ["1 USD; 2 usd", undefined, "two prices in USD"],
    ["1000000", "USD", "more than a card can be charged"],
    ["1e3", "USD", "is no amount"],
    ["1.234 KWD", undefined, "ends in 0 at its third decimal"],
    ["ten dollars", "USD", "is no amount"],
    [";", "USD", "Write a price"],
    ["9".repeat(400), "USD", "is no amount"],
  ])("%j with %j says what to do", (text, currency, part) => {
    const parsed = parsePrices(text, currency)
    expect(parsed.ok ? "" : parsed.message).toContain(part)
  })

  test("what the shop writes, it reads back to the last unit", () => {
    const currency = fc.constantFrom("usd", "jpy", "eur", "isk")
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), currency, (amount, code) => {
        const parsed = parsePrices(toDecimal({ amount, currency: code }), code)
        expect(parsed).toEqual({ ok: true, prices: [{ amount, currency: code }] })
      }),
    )
  })
})
