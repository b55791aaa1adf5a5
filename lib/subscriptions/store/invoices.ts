import { isForgotten } from "@/lib/customers/store/customers"
import { db } from "@/lib/db"
import type { InvoiceSnapshot } from "@/lib/stripe/invoice-snapshots"
import { newId } from "@/lib/tokens"

/** What of a copy decides whether it may still change. */
export type HeldInvoice = {
  id: string
  status: InvoiceSnapshot["status"]
  stripeSubscriptionId: string | null
  stripeVersionAt: Date
}

/** The copy of an invoice, or null. */
export async function findInvoice(stripeInvoiceId: string): Promise<HeldInvoice | null> {
  return db().invoice.findUnique({
    where: { stripeInvoiceId },
    select: {
      id: true,
      status: true,
      stripeSubscriptionId: true,
      stripeVersionAt: true,
    },
  })
}

/** The invoice that a payment intent settled, or null. */
export async function findInvoiceIdByPaymentIntent(
  stripePaymentIntentId: string,
): Promise<string | null> {
  const row = await db().invoicePayment.findUnique({
    where: { stripePaymentIntentId },
    select: { invoiceId: true },
  })
  return row?.invoiceId ?? null
}

/** The Stripe id of the subscription that an invoice is of, or null. */
export async function findInvoiceSubscription(invoiceId: string): Promise<string | null> {
  const row = await db().invoice.findUnique({
    where: { id: invoiceId },
    select: { stripeSubscriptionId: true },
  })
  return row?.stripeSubscriptionId ?? null
}

/**
 * Writes the copy of an invoice with what settled it; of somebody who was erased without Stripe's pages of
 * it, and what events no longer say of them stays as it was. Must run under `lockSubscription`. Whether
 * anything of it is another than before, and the copy's id.
 */
export async function saveInvoice(
  snapshot: InvoiceSnapshot,
  versionAt: Date,
): Promise<{ id: string; isChanged: boolean }> {
  const told = columnsOf(snapshot)
  const held = await db().invoice.findUnique({
    where: { stripeInvoiceId: snapshot.id },
    include: { payments: { select: { stripePaymentIntentId: true } } },
  })
  const id = held?.id ?? newId()
  const isErased = snapshot.customerId !== null && (await isForgotten([snapshot.customerId]))
  const columns = isErased
    ? { ...told, number: held?.number ?? null, hostedUrl: null, pdfUrl: null }
    : told
  const lines = isErased && held ? {} : { lines: linesOf(snapshot) }
  const values = { ...columns, ...lines, stripeVersionAt: versionAt }
  if (held) await db().invoice.update({ where: { id }, data: values })
  else
    await db().invoice.create({
      data: { ...values, id, stripeInvoiceId: snapshot.id, createdAt: snapshot.createdAt },
    })
  const known = new Set(held?.payments.map((one) => one.stripePaymentIntentId))
  const added = snapshot.payments.filter((one) => !known.has(one.paymentIntentId))
  await db().invoicePayment.createMany({
    data: added.map((one) => ({
      id: newId(),
      invoiceId: id,
      stripePaymentIntentId: one.paymentIntentId,
      currency: snapshot.currency,
      amount: one.amount,
      paidAt: one.paidAt,
    })),
    skipDuplicates: true,
  })
  const isChanged =
    !held || added.length > 0 || Object.entries(columns).some(([name, v]) => differs(v, held, name))
  return { id, isChanged }
}

function columnsOf(snapshot: InvoiceSnapshot) {
  // Credits of a change of plans reach back into what was paid before; they open nothing.
  const charged = snapshot.lines.filter((line) => line.amount >= 0)
  const starts = charged.map((line) => line.periodStartsAt.getTime())
  const ends = charged.map((line) => line.periodEndsAt.getTime())
  return {
    stripeSubscriptionId: snapshot.subscriptionId,
    stripeCustomerId: snapshot.customerId,
    number: snapshot.number,
    status: snapshot.status,
    billingReason: snapshot.billingReason,
    currency: snapshot.currency,
    amountSubtotal: snapshot.amountSubtotal,
    amountTax: snapshot.amountTax,
    amountTotal: snapshot.amountTotal,
    amountDue: snapshot.amountDue,
    amountPaid: snapshot.amountPaid,
    periodStartsAt: starts.length > 0 ? new Date(Math.min(...starts)) : null,
    periodEndsAt: ends.length > 0 ? new Date(Math.max(...ends)) : null,
    attemptCount: snapshot.attemptCount,
    nextAttemptAt: snapshot.nextAttemptAt,
    hostedUrl: snapshot.hostedUrl,
    pdfUrl: snapshot.pdfUrl,
    paidAt: snapshot.status === "paid" ? (snapshot.paidAt ?? snapshot.createdAt) : null,
  }
}

function linesOf(snapshot: InvoiceSnapshot) {
  return snapshot.lines.map((line) => ({
    ...line,
    periodStartsAt: line.periodStartsAt.toISOString(),
    periodEndsAt: line.periodEndsAt.toISOString(),
  }))
}

function differs(value: unknown, held: Record<string, unknown>, name: string): boolean {
  const before = held[name]
  return value instanceof Date && before instanceof Date
    ? value.getTime() !== before.getTime()
    : value !== before
}
