import type Stripe from "stripe"
import { beforeEach, expect, test } from "vitest"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { advanceTo, endOf, invoicesOf, subscribe } from "@/tests/integration/sandbox/subscribing"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { cards, pay, submit, textsOf } from "@/tests/support/buyer"
import { pdfStreams } from "@/tests/support/pdf-text"
import { waitUntil } from "@/tests/support/wait-until"

const sandbox = await useSandbox()
const { stripe } = sandbox
const again = (id: string) => stripe.subscriptions.retrieve(id)

let subscription: Stripe.Subscription
let invoice: Stripe.Invoice

/** A subscription whose renewal was refused: its second invoice is open. */
beforeEach(async () => {
  await sandbox.control("billing", { draftMinutes: 0 })
  subscription = await subscribe(sandbox)
  const card = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
    customer: idOf(subscription.customer),
  })
  await stripe.subscriptions.update(subscription.id, { default_payment_method: card.id })
  await advanceTo(sandbox, endOf(subscription) + 60)
  const [open] = await invoicesOf(sandbox, subscription.id)
  if (!open) throw new Error("There is no renewal.")
  invoice = open
  expect(invoice).toMatchObject({ status: "open", amount_remaining: 1000 })
})

const page = async () => (await fetch(invoice.hosted_invoice_url ?? "")).text()

test("an open invoice says what it is for and is paid on its page, and the shop hears of it", async () => {
  const before = await page()
  expect(before).toContain("No money moves on this page.")
  expect(before).toContain(`Invoice ${invoice.number}`)
  expect(textsOf(before, "invoice-status")).toEqual(["Open"])
  expect(textsOf(before, "total")).toEqual(["$10.00"])

  expect(
    (await pay(invoice.hosted_invoice_url ?? null, cards.pays, { saveCard: "yes" })).status,
  ).toBe(303)
  expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({
    status: "paid",
    amount_paid: 1000,
  })
  const paid = await again(subscription.id)
  expect(paid.status).toBe("active")
  const method = await stripe.paymentMethods.retrieve(idOf(paid.default_payment_method))
  expect(method).toMatchObject({ customer: subscription.customer, card: { last4: "4242" } })
  const after = await page()
  expect(textsOf(after, "invoice-status")).toEqual(["Paid"])
  expect(after).not.toContain('data-testid="pay"')
  await waitUntil(() => sandbox.shop.types().filter((type) => type === "invoice.paid").length === 2)
})

test("without the box the card pays once, and the subscription keeps its own", async () => {
  const own = (await again(subscription.id)).default_payment_method
  await pay(invoice.hosted_invoice_url ?? null)
  expect(await again(subscription.id)).toMatchObject({
    status: "active",
    default_payment_method: own,
  })
})

test("a declined card says so and leaves the invoice open", async () => {
  await pay(invoice.hosted_invoice_url ?? null, cards.declined)
  const after = await page()
  expect(textsOf(after, "error")).toEqual(["Your card was declined."])
  expect(textsOf(after, "invoice-status")).toEqual(["Open"])
  expect((await again(subscription.id)).status).toBe("past_due")
})

test("a card that is no card is told at its field, and what was typed stays", async () => {
  const answer = await pay(invoice.hosted_invoice_url ?? null, "4242 4242 4242 4241")
  const text = await answer.text()
  expect(answer.status).toBe(200)
  expect(textsOf(text, "error")).toEqual([
    "Your card number is not right. Check it, or take one from the list.",
  ])
  expect(text).toContain('value="Ada Lovelace"')
})

test.each([
  ["passed", "paid", "active"],
  ["failed", "open", "past_due"],
] as const)("the bank's question, %s, leaves the invoice %s", async (result, status, state) => {
  const asked = await pay(invoice.hosted_invoice_url ?? null, cards.authenticate, {
    saveCard: "yes",
  })
  const bank = `${sandbox.url}${asked.headers.get("location")}`
  expect(bank).toContain("/c/authenticate/pi_")
  const answer = await submit(bank, { result })
  expect(answer.headers.get("location")).toBe(invoice.hosted_invoice_url)
  expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ status })
  expect((await again(subscription.id)).status).toBe(state)
})

test("the PDF has the invoice's number, lines and total", async () => {
  const answer = await fetch(invoice.invoice_pdf ?? "")
  expect(answer.headers.get("content-type")).toBe("application/pdf")
  expect(answer.headers.get("content-disposition")).toContain(`Invoice-${invoice.number}.pdf`)
  const file = Buffer.from(await answer.arrayBuffer())
  expect(file.subarray(0, 5).toString()).toBe("%PDF-")
  const text = textOfPdf(file)
  expect(text).toContain(`Invoice ${invoice.number}`)
  expect(text).toContain("Plan of 1000")
  expect(text).toContain("$10.00")
  expect(text).toContain("no money moved")
})

test("a draft and an unknown invoice have no page", async () => {
  for (const path of ["/i/in_none", "/i/in_none/pdf"]) {
    expect((await fetch(`${sandbox.url}${path}`)).status).toBe(404)
  }
  await sandbox.control("billing", { draftMinutes: 60 })
  await pay(invoice.hosted_invoice_url ?? null)
  await advanceTo(sandbox, endOf(await again(subscription.id)) + 60)
  const [draft] = await invoicesOf(sandbox, subscription.id)
  expect(draft).toMatchObject({ status: "draft", hosted_invoice_url: null, invoice_pdf: null })
  expect((await fetch(`${sandbox.url}/i/${draft?.id}`)).status).toBe(404)
})

/** What a PDF in a font of every reader's says: its text stands there in hexadecimal pieces. */
function textOfPdf(file: Buffer): string {
  return pdfStreams(file)
    .flatMap((stream) => [...stream.matchAll(/\[(.*?)\]\s*TJ/g)])
    .map(([, shown = ""]) => [...shown.matchAll(/<([0-9a-f]+)>/gi)])
    .map((pieces) => pieces.map(([, hex = ""]) => Buffer.from(hex, "hex").toString("latin1")))
    .map((pieces) => pieces.join(""))
    .join("\n")
}
