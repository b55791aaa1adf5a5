import { expect, it, vi } from "vitest"
import { GET } from "@/app/api/orders/[token]/papers/[number]/route"
import { keepTaxEvidence } from "@/lib/checkout/keep-tax-evidence"
import { db } from "@/lib/db"
import { askInvoice } from "@/lib/papers/ask-invoice"
import { findInvoicing } from "@/lib/papers/find-invoicing"
import { isReverseCharge } from "@/lib/papers/rules"
import { listPapers } from "@/lib/papers/store"
import { stripe } from "@/lib/stripe/client"
import { signToken } from "@/lib/tokens"
import { cards, pay } from "@/tests/support/buyer"
import { makeProduct } from "@/tests/support/factories"
import { leaveNoModules } from "@/tests/support/own-modules"
import { pdfText } from "@/tests/support/pdf-text"
import { workOff } from "@/tests/support/person"
import { runShop } from "@/tests/support/run-shop"
import { begin, startSelling } from "@/tests/support/selling"
import { signedIn } from "@/tests/support/signed-in"
import { pageFor, sellPlan } from "@/tests/support/subscribing"
import { waitUntil } from "@/tests/support/wait-until"

vi.hoisted(() => {
  vi.resetModules()
  process.env.STRIPE_TAX = "on"
})
leaveNoModules()
const { sandbox } = await startSelling()

const words = "Reverse charge: the recipient is liable for the tax."
const product = () => makeProduct({ editions: [{ amount: 2000, currency: "eur" }] })

/** Buys as a business with a number at Stripe's page, until its authority was asked. */
async function buy(country: string, taxId: string, more: Parameters<typeof begin>[1] = {}) {
  const { url, checkoutId } = await begin(await product(), { currency: "eur", ...more })
  await pay(url, cards.pays, { country, taxId, businessName: "Engines SARL" })
  const where = { id: checkoutId }
  const order = await waitUntil(async () => {
    const found = await db().checkout.findUnique({ where })
    return found?.status === "paid" ? found : null
  }, "a paid order")
  const { stripeCustomerId } = await db().customer.findUniqueOrThrow({
    where: { id: order.customerId ?? "" },
  })
  return { checkoutId, token: signToken("order", checkoutId), stripeId: stripeCustomerId ?? "" }
}

/** Waits for the authority's answer at Stripe, and lets the shop ask for it. */
async function settle(stripeId: string, status: string) {
  await waitUntil(async () => {
    const { data } = await stripe().customers.listTaxIds(stripeId)
    return data.at(0)?.verification?.status === status
  }, `a number that is ${status}`)
  await workOff("keep-tax-evidence")
}

/** The words of the newest invoice, as its buyer loads it down. */
async function invoiceOf(checkoutId: string, token: string, typed: { vatId?: string } = {}) {
  const { buyer } = await findInvoicing(checkoutId)
  await askInvoice(token, { ...buyer, ...typed })
  const { number = 0 } = (await listPapers(checkoutId)).at(-1) ?? {}
  const params = Promise.resolve({ token, number: String(number) })
  const answer = await GET(new Request("http://localhost"), { params })
  return pdfText(Buffer.from(await answer.arrayBuffer()))
}

it("B63: a business elsewhere whose number its authority knows pays no tax, and the invoice says who owes it; not before the authority was heard", async () => {
  const { checkoutId, token, stripeId } = await buy("FR", "fr 83 404 833 048")
  expect(await db().checkout.findUniqueOrThrow({ where: { id: checkoutId } })).toMatchObject({
    amountTotal: 2000,
    amountTax: 0,
    country: "FR",
    vatId: "FR83404833048",
  })
  const before = await invoiceOf(checkoutId, token)
  expect(before).toContain("VAT number FR83404833048")
  expect(before).not.toContain("Reverse charge")
  await settle(stripeId, "verified")
  const after = await invoiceOf(checkoutId, token)
  expect(after).toContain("Engines SARL")
  expect(after).toContain(words)
  const other = await invoiceOf(checkoutId, token, { vatId: "DE136695976" })
  expect(other).toContain("VAT number DE136695976")
  expect(other).not.toContain("Reverse charge")
})

it("B75: the books say of an order which tax it was, and whether its buyer owes it", async () => {
  const { stripeId } = await buy("FR", "FR83404833048")
  await settle(stripeId, "verified")
  const [row] = JSON.parse((await runShop(["accounting", "--json"])).stdout)
  expect(row).toMatchObject({ taxType: "vat", isReverseCharged: true, tax: 0, country: "FR" })
})

it("B63: a number that its authority does not know, or that was typed afterwards, moves no tax to anybody", async () => {
  const { checkoutId, token, stripeId } = await buy("FR", "FR11111111111")
  await settle(stripeId, "unverified")
  expect(await invoiceOf(checkoutId, token)).not.toContain("Reverse charge")
  const typed = await invoiceOf(checkoutId, token, { vatId: "FR83404833048" })
  expect(typed).toContain("VAT number FR83404833048")
  expect(typed).not.toContain("Reverse charge")
})

it("B63: while the authority is silent the shop goes on asking, and says nothing", async () => {
  const { checkoutId, token } = await buy("FR", "FR22222222222")
  await expect(keepTaxEvidence(checkoutId)).rejects.toThrow("waits for its authority")
  expect(await invoiceOf(checkoutId, token)).not.toContain("Reverse charge")
})

it("B63: where tax was charged no invoice speaks of reverse charge, also for a number that is known", async () => {
  await sandbox.control("tax", { headOffice: "FR" })
  const { checkoutId, token, stripeId } = await buy("FR", "FR83404833048")
  await settle(stripeId, "verified")
  expect(await listPapers(checkoutId)).toEqual([])
  const text = await invoiceOf(checkoutId, token)
  expect((await listPapers(checkoutId)).at(-1)).toMatchObject({
    amountTax: 333,
    vatIdIsValid: true,
  })
  expect(text).not.toContain("Reverse charge")
})

it("B63: where no tax was charged for another reason no invoice speaks of reverse charge, also for a number that is known", async () => {
  await sandbox.control("tax", { headOffice: "US", notCollecting: ["FR"] })
  const { checkoutId, token, stripeId } = await buy("FR", "FR83404833048")
  await settle(stripeId, "verified")
  const text = await invoiceOf(checkoutId, token)
  expect((await listPapers(checkoutId)).at(-1)).toMatchObject({
    amountTax: 0,
    vatIdIsValid: true,
    isReverseCharged: false,
  })
  expect(text).toContain("VAT number FR83404833048")
  expect(text).not.toContain("Reverse charge")
})

it("B63: a plan asks for a business's number as an order does, and its invoice at Stripe says who owes the tax", async () => {
  const { customerId } = await signedIn()
  const url = await pageFor(customerId, await sellPlan({ amount: 900 }))
  await pay(url, cards.pays, {
    country: "FR",
    taxId: "FR83404833048",
    businessName: "Engines SARL",
  })
  await waitUntil(() => db().invoice.findFirst({ where: { status: "paid" } }), "a paid invoice")
  expect(await db().invoice.findMany()).toMatchObject([{ amountTotal: 900, amountTax: 0 }])
  const { data } = await stripe().invoices.list()
  expect(data).toMatchObject([{ total_taxes: [{ taxability_reason: "reverse_charge" }] }])
})

it("B64: with STRIPE_TAX the price shown is charged, the tax of the buyer's country is in it, and two signs of where they are stay", async () => {
  const { url, checkoutId } = await begin(await product(), { currency: "eur" })
  await pay(url, cards.pays, { country: "DE" })
  const where = { id: checkoutId }
  await waitUntil(
    async () => (await db().checkout.findUnique({ where }))?.status === "paid",
    "a paid order",
  )
  await workOff("keep-tax-evidence")
  expect(await db().checkout.findUniqueOrThrow({ where })).toMatchObject({
    amountTotal: 2000,
    amountTax: 319,
    country: "DE",
    cardCountry: "US",
    vatIdIsValid: false,
  })
  const { buyer } = await findInvoicing(checkoutId)
  expect(buyer).toMatchObject({ name: "Ada Lovelace", country: "DE" })
  await askInvoice(signToken("order", checkoutId), { ...buyer, vatId: "DE136695976" })
  const [paper] = await listPapers(checkoutId)
  if (!paper) throw new Error("There is no invoice.")
  expect(paper).toMatchObject({ amountNet: 1681, amountTax: 319, vatIdIsValid: false })
  expect(isReverseCharge(paper)).toBe(false)
})
