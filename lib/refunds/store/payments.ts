import { db } from "@/lib/db"
import { moneyBackStatuses } from "@/lib/purchases/rules"
import type { Payment } from "@/lib/refunds/rules"

/** What a refund is of. */
export type PaidFor = Payment["paidFor"]

/** A request for a refund. Amount in minor units. */
export type RequestRow = NonNullable<Awaited<ReturnType<typeof findRequest>>>

/** A payment that may be given back, with whose it is; null: there is none of that id. */
export type KnownPayment = Payment & { customerId: string | null; email: string | null }

const refunds = { select: { lineId: true, amount: true, status: true } } as const
const disputes = { select: { status: true } } as const

/** An order's or an invoice's payment, as far as a refund asks for it; null: there is none of that id. */
export async function findPayment(paidFor: PaidFor): Promise<KnownPayment | null> {
  return "checkoutId" in paidFor
    ? findOrderPayment(paidFor.checkoutId)
    : findInvoicePayment(paidFor.invoiceId)
}

async function findOrderPayment(id: string): Promise<KnownPayment | null> {
  const order = await db().checkout.findUnique({
    where: { id },
    select: {
      status: true,
      currency: true,
      amountTotal: true,
      stripePaymentIntentId: true,
      email: true,
      customer: { select: { id: true, email: true } },
      lines: {
        orderBy: { position: "asc" },
        select: {
          id: true,
          productTitle: true,
          editionTitle: true,
          amountTotal: true,
          purchase: { select: { takenBackAt: true } },
        },
      },
      refunds,
      disputes,
    },
  })
  if (!order) return null
  return {
    paidFor: { checkoutId: id },
    isPaid: order.status === "paid" || order.status === "withheld",
    paymentIntentId: order.stripePaymentIntentId,
    currency: order.currency,
    amountPaid: order.amountTotal,
    lines: order.lines.map(({ productTitle, editionTitle, ...line }) => ({
      ...line,
      title: `${productTitle} · ${editionTitle}`,
    })),
    refunds: order.refunds,
    disputes: order.disputes,
    customerId: order.customer?.id ?? null,
    email: order.customer?.email ?? order.email,
  }
}

async function findInvoicePayment(id: string): Promise<KnownPayment | null> {
  const invoice = await db().invoice.findUnique({
    where: { id },
    select: {
      status: true,
      currency: true,
      amountPaid: true,
      stripeSubscriptionId: true,
      payments: { orderBy: { id: "asc" }, take: 1, select: { stripePaymentIntentId: true } },
      refunds,
      disputes,
    },
  })
  if (!invoice) return null
  const subscription = await db().subscription.findUnique({
    where: { stripeSubscriptionId: invoice.stripeSubscriptionId ?? "" },
    select: { customer: { select: { id: true, email: true } } },
  })
  const customer = subscription?.customer
  return {
    paidFor: { invoiceId: id },
    isPaid: invoice.status === "paid",
    paymentIntentId: invoice.payments[0]?.stripePaymentIntentId ?? null,
    currency: invoice.currency,
    amountPaid: invoice.amountPaid,
    lines: [],
    refunds: invoice.refunds,
    disputes: invoice.disputes,
    customerId: customer?.id ?? null,
    email: customer?.email ?? null,
  }
}

/** A request by its id, or null. */
export async function findRequest(id: string) {
  return db().refundRequest.findUnique({ where: { id } })
}

/** The request of a payment that still waits for Stripe's answer, or null. */
export async function findWaitingRequest(paidFor: PaidFor) {
  return db().refundRequest.findFirst({
    where: { ...paidFor, stripeRefundId: null, refusedBecause: null },
  })
}

/** Writes a request; false where another of the same payment waits for its answer. */
export async function recordRequest(
  request: {
    id: string
    lineId: string | null
    stripePaymentIntentId: string
    currency: string
    amount: number
    closesAccess: boolean
    createdAt: Date
  } & PaidFor,
): Promise<boolean> {
  const { count } = await db().refundRequest.createMany({ data: [request], skipDuplicates: true })
  return count > 0
}

/** Takes the next number for a request's key, unless somebody else has. */
export async function saveNextTry(id: string, stripeAttempt: number): Promise<void> {
  await db().refundRequest.updateMany({
    where: { id, stripeAttempt },
    data: { stripeAttempt: { increment: 1 } },
  })
}

/** Notes that Stripe will not make the refund, unless one was made of it meanwhile. */
export async function saveRefused(id: string, refusedBecause: string): Promise<void> {
  await db().refundRequest.updateMany({
    where: { id, stripeRefundId: null },
    data: { refusedBecause: refusedBecause.slice(0, 500) },
  })
}

/** A paid invoice of a customer's subscriptions. Amounts in minor units. */
export type PaidInvoice = Awaited<ReturnType<typeof listPaidInvoices>>[number]

/** The newest paid invoices of a customer's subscriptions, twenty at most, with what was given back. */
export async function listPaidInvoices(customerId: string) {
  return db().$queryRaw<
    {
      id: string
      number: string | null
      currency: string
      amountPaid: number
      amountRefunded: number
      hasDispute: boolean
      paidAt: Date | null
    }[]
  >`
    SELECT i."id"::text, i."number", i."currency", i."amountPaid", i."paidAt",
      (SELECT coalesce(sum(r."amount"), 0)::int FROM "Refund" r WHERE r."invoiceId" = i."id"
        AND r."status"::text = ANY(${moneyBackStatuses})) AS "amountRefunded",
      EXISTS (SELECT 1 FROM "Dispute" d WHERE d."invoiceId" = i."id") AS "hasDispute"
    FROM "Subscription" s JOIN "Invoice" i ON i."stripeSubscriptionId" = s."stripeSubscriptionId"
    WHERE s."customerId" = ${customerId}::uuid AND i."status" = 'paid' AND i."amountPaid" > 0
    ORDER BY i."createdAt" DESC, i."id" DESC LIMIT 20`
}
