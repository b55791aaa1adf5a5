import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { readExpiry } from "@/lib/sandbox/checkout/payment-form"
import { signingSecret } from "@/lib/sandbox/deliveries/sign"
import { bareAddress } from "@/lib/sandbox/mail/mail"
import { formatMoney } from "@/lib/sandbox/money"
import { isLoopback, refuseDanger } from "@/lib/sandbox/refuse-danger"
import { decodeForm } from "@/lib/sandbox/stripe/form"
import { mergeMetadata } from "@/lib/sandbox/stripe/params"
import { passesLuhn, testCards } from "@/lib/sandbox/stripe/test-cards"

describe("a form is decoded as Stripe encodes it", () => {
  test.each([
    ["a=1&b=2", { a: "1", b: "2" }],
    ["a[b][c]=1&a[d]=2", { a: { b: { c: "1" }, d: "2" } }],
    ["a[0]=x&a[1]=y", { a: { "0": "x", "1": "y" } }],
    ["a[]=x&a[]=y", { a: { "0": "x", "1": "y" } }],
    ["a%5Bb%5D=1+2", { a: { b: "1 2" } }],
    ["a[b=1", { "a[b": "1" }],
    ["a=1&a[b]=2", { a: { b: "2" } }],
  ])("%s", (text, form) => {
    expect(JSON.parse(JSON.stringify(decodeForm(text)))).toEqual(form)
  })

  test("no name reaches a prototype", () => {
    decodeForm("__proto__[polluted]=1&constructor[prototype][polluted]=1")
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false)
  })
})

test("every test card's number checks, and one wrong digit does not", () => {
  for (const { number } of testCards) {
    expect(passesLuhn(number)).toBe(true)
    const last = Number(number.at(-1))
    expect(passesLuhn(number.slice(0, -1) + ((last + 1) % 10))).toBe(false)
  }
  expect(passesLuhn("")).toBe(false)
  expect(passesLuhn("4242x4242x4242x")).toBe(false)
})

test.each([
  ["12/34", { month: 12, year: 2034 }],
  ["1 / 2040", { month: 1, year: 2040 }],
  ["0130", { month: 1, year: 2030 }],
  ["13/30", null],
  ["00/30", null],
  ["soon", null],
])("the expiry %s is read or refused", (text, expiry) => {
  expect(readExpiry(text)).toEqual(expiry)
})

test.each([
  [1999, "usd", "$19.99"],
  [1999, "jpy", "¥1,999"],
  [1500, "kwd", "KWD 1.500"],
  [100_000, "isk", "ISK 1,000.00"],
])("%i in %s is written %s", (amount, currency, text) => {
  expect(formatMoney(amount, currency).replaceAll("\u00a0", " ")).toBe(text)
})

test("metadata: empty removes a name, what is not named stays", () => {
  const values = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }))
  fc.assert(
    fc.property(values, values, (before, change) => {
      expect(mergeMetadata(before, change)).toEqual({ ...before, ...change })
      const removal = Object.fromEntries(Object.keys(before).map((name) => [name, ""]))
      expect(mergeMetadata(before, removal)).toEqual({})
      expect(mergeMetadata(before, "")).toEqual({})
    }),
  )
})

test("only this machine counts as loopback, and a live key stops the start", () => {
  for (const url of ["http://localhost:3000", "http://127.0.0.1", "http://[::1]:3000"]) {
    expect(isLoopback(url)).toBe(true)
  }
  for (const url of [
    "http://127.0.0.1.evil.example",
    "https://shop.example",
    "",
    "http://10.0.0.1",
  ]) {
    expect(isLoopback(url)).toBe(false)
  }
  const shopUrl = "http://127.0.0.1:3000"
  expect(() => refuseDanger({ shopUrl, stripeSecretKey: "sk_live_x" })).toThrow(/live/)
  expect(() => refuseDanger({ shopUrl, stripeSecretKey: "sk_test_x" })).not.toThrow()
})

test("the first secret of a list signs; an address is read out of its name", () => {
  expect(signingSecret("whsec_new, whsec_old")).toBe("whsec_new")
  expect(bareAddress("Ada <Ada@Example.com>")).toBe("ada@example.com")
  expect(bareAddress(" ada@example.com ")).toBe("ada@example.com")
})
