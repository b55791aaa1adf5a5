import type { CheckoutStatus } from "@/lib/checkout/rules"
import { db } from "@/lib/db"
import type { TaxEvidence } from "@/lib/stripe/tax-evidence"

type Settlement = {
  status: CheckoutStatus
  customerId?: string
  email?: string | null
  currency?: string
  amountSubtotal?: number
  country?: string | null
  payerName?: string | null
  payerAddress?: string[]
  vatId?: string | null
  amountTax?: number
  amountTotal?: number
  stripeSessionId?: string
  stripePaymentIntentId?: string | null
  withheldReason?: string
  paidAt?: Date
}

export async function saveSettlement(id: string, settlement: Settlement): Promise<void> {
  await db().checkout.update({ where: { id }, data: settlement })
}

export async function saveLineAmounts(
  amounts: { id: string; amountTax: number; amountTotal: number }[],
): Promise<void> {
  for (const { id, ...data } of amounts) await db().checkoutLine.update({ where: { id }, data })
}

export async function findCheckoutIdByPaymentIntent(intentId: string): Promise<string | null> {
  const row = await db().checkout.findUnique({
    where: { stripePaymentIntentId: intentId },
    select: { id: true },
  })
  return row?.id ?? null
}

export async function savePaymentIntent(id: string, intentId: string): Promise<void> {
  await db().checkout.updateMany({
    where: { id, stripePaymentIntentId: null },
    data: { stripePaymentIntentId: intentId },
  })
}

export async function listUnsettled(
  before: Date,
  limit: number,
): Promise<{ id: string; stripeSessionId: string | null }[]> {
  return db().checkout.findMany({
    where: {
      status: { in: ["open", "processing"] },
      createdAt: { lt: before },
      stripeSessionId: { not: null },
    },
    orderBy: { updatedAt: "asc" },
    take: limit,
    select: { id: true, stripeSessionId: true },
  })
}

export async function saveAsked(id: string): Promise<void> {
  await db().checkout.updateMany({ where: { id }, data: { updatedAt: new Date() } })
}

/** An order that is withheld, with what decides whose it becomes; null: it is not. Amounts in minor units. */
export async function findWithheld(id: string) {
  return db().checkout.findFirst({
    where: { id, status: "withheld" },
    select: {
      email: true,
      locale: true,
      amountTax: true,
      amountTotal: true,
      withheldReason: true,
      erasedAt: true,
      customer: { select: { id: true, email: true } },
      lines: { orderBy: { position: "asc" }, select: { id: true, amountSubtotal: true } },
    },
  })
}

/** What Stripe is asked by about the tax of an order; null: it is not paid, or its buyer was forgotten. */
export async function findTaxed(id: string) {
  return db().checkout.findFirst({
    where: { id, status: "paid", erasedAt: null },
    select: {
      vatId: true,
      stripeSessionId: true,
      stripePaymentIntentId: true,
      customer: { select: { stripeCustomerId: true } },
    },
  })
}

/** Keeps what Stripe told of it; null: it did not say. */
export async function saveTaxEvidence(
  id: string,
  evidence: Partial<TaxEvidence> & { vatIdIsValid: boolean },
): Promise<void> {
  await db().checkout.updateMany({ where: { id, erasedAt: null }, data: evidence })
}
