import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { bookTransaction } from "@/lib/sandbox/stripe/balance-transactions"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter, badState } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { newId } from "@/lib/sandbox/stripe/ids"
import { findStored, insertObject, lockStored, saveObject } from "@/lib/sandbox/stripe/objects"

export type RefundDetails = {
  charge: string
  /** Minor units; undefined: all that is left. */
  amount: number | undefined
  reason: "duplicate" | "fraudulent" | "requested_by_customer" | null
  metadata: Stripe.Metadata
}

/**
 * Gives a charge back, in full or in part, never more than is left of it; the charge's row is
 * locked, so two refunds at once cannot exceed it. Source: https://docs.stripe.com/refunds
 */
export async function refundCharge(scope: Scope, details: RefundDetails): Promise<Stripe.Refund> {
  const { data: charge } = await lockStored(scope, "charge", details.charge, "charge")
  const left = charge.amount_captured - charge.amount_refunded
  if (charge.status !== "succeeded") throw badState(`Charge ${charge.id} was not paid.`)
  if (left <= 0) {
    throw badState(`Charge ${charge.id} has already been refunded.`, "charge_already_refunded")
  }
  const amount = details.amount ?? left
  if (amount > left) {
    throw badParameter(
      `The refund (${amount}) is greater than what is left of the charge (${left}).`,
      "amount",
    )
  }
  const status = (await isSlow(scope, charge)) ? "pending" : "succeeded"
  const asked: Stripe.Refund = {
    id: newId("refund"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: scope.now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: { type: "card", card: { type: "refund" } },
    metadata: details.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: details.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
    ...(status === "pending" ? { pending_reason: "processing" } : {}),
  }
  const { id } = await bookTransaction(scope, { of: "refund", source: asked })
  const refund: Stripe.Refund = { ...asked, balance_transaction: id }
  await insertObject(scope, "refund", refund, {})
  await emit(scope, "refund.created", refund)
  const refunded = withRefunded(charge, charge.amount_refunded + amount)
  await saveObject(scope, "charge", refunded)
  await emit(scope, "charge.refunded", refunded, charge)
  return refund
}

async function isSlow(scope: Scope, charge: Stripe.Charge): Promise<boolean> {
  const method = await findStored(scope, "payment_method", charge.payment_method ?? "")
  return method?.hidden.behaviour.slowRefund ?? false
}

function withRefunded(charge: Stripe.Charge, amount: number): Stripe.Charge {
  return { ...charge, amount_refunded: amount, refunded: amount >= charge.amount_captured }
}

/** Ends a refund as the bank would: it arrived, or it came back and the charge counts again. */
export async function settleRefund(
  scope: Scope,
  id: string,
  status: "canceled" | "failed" | "succeeded",
): Promise<Stripe.Refund> {
  const { data: before } = await lockStored(scope, "refund", id)
  if (before.status === status) return before
  if (before.status === "failed" || before.status === "canceled") {
    throw badState(`Refund ${id} is ${before.status} and stays so.`)
  }
  const { pending_reason: _pending, ...rest } = before
  const refund: Stripe.Refund = {
    ...rest,
    status,
    ...(status === "failed" ? { failure_reason: "declined" } : {}),
    ...(status === "succeeded"
      ? {}
      : { failure_balance_transaction: await bookBack(scope, before) }),
  }
  await saveObject(scope, "refund", refund)
  if (status !== "succeeded") await giveBack(scope, refund)
  await emit(scope, "refund.updated", refund, before)
  await emit(scope, "charge.refund.updated", refund, before)
  if (status === "failed") await emit(scope, "refund.failed", refund)
  return refund
}

async function bookBack(scope: Scope, source: Stripe.Refund): Promise<string> {
  return (await bookTransaction(scope, { of: "refund_failure", source })).id
}

async function giveBack(scope: Scope, refund: Stripe.Refund): Promise<void> {
  const { data: charge } = await lockStored(scope, "charge", idOf(refund.charge))
  const restored = withRefunded(charge, charge.amount_refunded - refund.amount)
  await saveObject(scope, "charge", restored)
  await emit(scope, "charge.updated", restored, charge)
}
