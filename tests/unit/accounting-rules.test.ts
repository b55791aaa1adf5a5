import { describe, expect, test } from "vitest"
import { accountingColumns, type Booking, toCells } from "@/lib/accounting/rules"
import { harmless } from "@/lib/csv-cell"

const booking: Booking = {
  id: "1",
  localTime: "2026-05-01 14:00:00",
  kind: "refund",
  status: "succeeded",
  orderId: "order",
  invoiceId: null,
  invoiceNumber: null,
  stripePaymentId: "pi_1",
  stripeId: "re_1",
  customer: "ada@example.com",
  country: "AT",
  product: "The Book, PDF",
  currency: "usd",
  gross: -1999,
  tax: -333,
  taxType: "vat",
  isReverseCharged: false,
  fee: null,
  settled: null,
  settledCurrency: null,
  utmSource: null,
  utmMedium: null,
  utmCampaign: null,
  utmTerm: null,
  utmContent: null,
}

const cellsOf = (change: Partial<Booking>) => {
  const cells = toCells({ ...booking, ...change })
  return Object.fromEntries(accountingColumns.map((name, at) => [name, cells[at]]))
}

describe("a row of the accounting export", () => {
  test.each([
    ["usd", { net: "-16.66", tax: "-3.33", gross: "-19.99" }],
    ["jpy", { net: "-1666", tax: "-333", gross: "-1999" }],
    ["kwd", { net: "-1.666", tax: "-0.333", gross: "-1.999" }],
  ])("has the amounts of %s exactly, net and tax as much as gross", (currency, amounts) => {
    expect(cellsOf({ currency })).toMatchObject({ ...amounts, currency: currency.toUpperCase() })
  })

  test("has what Stripe took in the currency of its balance, and nothing while that is not told", () => {
    const untold = { fee: "", settled: "", settled_currency: "" }
    expect(cellsOf({})).toMatchObject({ ...untold, tax_type: "vat", reverse_charge: "no" })
    const told = { fee: 88, settled: -1911, settledCurrency: "jpy" }
    expect(cellsOf(told)).toMatchObject({ fee: "88", settled: "-1911", settled_currency: "JPY" })
    expect(cellsOf({ isReverseCharged: null }).reverse_charge).toBe("")
  })

  test("holds no formula, whatever a customer or a title is called", () => {
    expect(
      cellsOf({
        customer: '=HYPERLINK("http://evil.test")@x.test',
        product: "@SUM(A1)",
        utmSource: "=1",
      }),
    ).toMatchObject({
      utm_source: "'=1",
      customer: '\'=HYPERLINK("http://evil.test")@x.test',
      product: "'@SUM(A1)",
    })
  })
})

test.each(["=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "\n+1"])(
  "%j is no formula any more",
  (text) => expect(harmless(text)).toBe(`'${text}`),
)

test.each(["", "The Book", "a=1", "ada@example.com", "1-2"])("%j stays as it is", (text) =>
  expect(harmless(text)).toBe(text),
)
