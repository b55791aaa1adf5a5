import { expect, it } from "vitest"
import { sendReceiptAgain } from "@/lib/account/send-receipt-again"
import { getOverview } from "@/lib/account/store/overview"
import { findPayment, listPayments } from "@/lib/account/store/payments"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { sendMail } from "@/lib/mail/send-mail"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { daysFromNow as days } from "@/tests/support/letters"
import { mailbox } from "@/tests/support/mailbox"
import { startSelling } from "@/tests/support/selling"
import { changeSubscribed, makePlan, makeSubscribed } from "@/tests/support/subscribed"

const { sandbox } = await startSelling()
const email = "ada@example.com"

it("D10: orders and invoices are one list, newest first, page after page, none twice and none left out", async () => {
  const product = await makeProduct()
  const plan = await makePlan()
  const ids: string[] = []
  for (let n = 0; n < 3; n++) {
    ids.push((await makePaidOrder({ email, products: [product] })).id)
    ids.push((await makeSubscribed({ email, plan })).invoiceId)
  }
  // Of the same instant: the id decides, whatever it is of.
  const createdAt = new Date("2026-05-01T12:00:00Z")
  await db().checkout.updateMany({ data: { createdAt } })
  await db().invoice.updateMany({ data: { createdAt } })
  const { customerId } = await makeSubscribed({ email, invoice: { createdAt: days(-3) } })
  const newest = await db().invoice.findFirstOrThrow({ where: { createdAt: days(-3) } })
  await makeSubscribed({ email: "bea@example.com", plan })
  const seen: string[] = []
  for (let after: string | null = null; ; ) {
    const { payments, next } = await listPayments(customerId, { after, limit: 2 })
    seen.push(...payments.map((payment) => payment.id))
    if (!next) break
    after = next
  }
  expect(seen).toEqual([newest.id, ...ids.toSorted().toReversed()])
})

it("D10: paid, failed and open invoices are listed, with amount, tax, period and Stripe's pages", async () => {
  const period = { startsAt: days(-10), endsAt: days(20) }
  const made = await makeSubscribed({ period, invoice: { amountTax: 150 } })
  await changeSubscribed(
    made,
    {},
    { id: "in_failed", status: "open", attemptCount: 2, amountPaid: 0, createdAt: days(0) },
  )
  await changeSubscribed(
    made,
    {},
    { id: "in_given_up", status: "uncollectible", amountPaid: 0, createdAt: days(-1) },
  )
  const hidden = [
    { id: "in_draft", status: "draft" as const },
    { id: "in_void", status: "void" as const },
    { id: "in_trial", amountTotal: 0, amountPaid: 0 },
  ]
  for (const invoice of hidden) await changeSubscribed(made, {}, invoice)
  const { payments } = await listPayments(made.customerId, { after: null, limit: 20 })
  expect(payments).toMatchObject([
    { kind: "invoice", status: "open", attemptCount: 2 },
    { kind: "invoice", status: "uncollectible" },
    {
      kind: "invoice",
      id: made.invoiceId,
      status: "paid",
      amountTotal: 900,
      amountTax: 150,
      periodStartsAt: period.startsAt,
      periodEndsAt: period.endsAt,
      hostedUrl: made.invoice.hostedUrl,
      pdfUrl: made.invoice.pdfUrl,
      lines: [{ description: `1 × The plan ${made.plan.slug}`, amount: 900 }],
    },
  ])
})

it("fault 29: another's invoice is as unknown as one that does not exist, and so is its receipt", async () => {
  const ada = await makeSubscribed({ email })
  const bea = await makeSubscribed({ email: "bea@example.com" })
  expect(await findPayment(ada.customerId, ada.invoiceId)).toMatchObject({ kind: "invoice" })
  expect(await findPayment(ada.customerId, bea.invoiceId)).toBeNull()
  const asked = sendReceiptAgain({ customerId: ada.customerId, email }, bea.invoiceId)
  await expect(asked).rejects.toMatchObject({ code: "not-found" })
  const { payments } = await listPayments(ada.customerId, { after: bea.invoiceId, limit: 5 })
  expect(payments).toEqual([])
})

it("D10: the receipt of an invoice is sent again to today's address, and of an unpaid one is not", async () => {
  const made = await makeSubscribed({ email })
  const customer = { customerId: made.customerId, email: "new@example.com" }
  await sendReceiptAgain(customer, made.invoiceId)
  const mail = await db().mail.findFirstOrThrow({ where: { kind: "invoice_paid" } })
  await sendMail(mail.id)
  const [letter] = await mailbox(sandbox.url, "new@example.com")
  expect(letter?.text).toContain(String(made.invoice.number))
  const open = await changeSubscribed(made, {}, { id: "in_open", status: "open", amountPaid: 0 })
  await expect(sendReceiptAgain(customer, open)).rejects.toMatchObject({ code: "not-found" })
})

it("the overview counts what a plan opens, each product once, and what was paid for it", async () => {
  const product = await makeProduct({ groups: ["action", "western"] })
  await makeProduct({ groups: ["action"] })
  await makeProduct({ groups: ["drama"] })
  await makeProduct({ groups: ["action"], publishedAt: null })
  const plan = await makePlan({ groups: ["action", "western"] })
  const { customerId } = await makeSubscribed({ email, plan })
  await makePaidOrder({ email, products: [product] })
  expect(await getOverview(customerId, now())).toMatchObject({ products: 2, payments: 2 })
})
