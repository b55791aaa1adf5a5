import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { bookTransaction } from "@/lib/sandbox/stripe/balance-transactions"
import { emptyEvidence } from "@/lib/sandbox/stripe/empty-evidence"
import { emit } from "@/lib/sandbox/stripe/events"
import { badState } from "@/lib/sandbox/stripe/faults"
import { newId } from "@/lib/sandbox/stripe/ids"
import { findObjects, insertObject, lockStored, saveObject } from "@/lib/sandbox/stripe/objects"

export const disputeStatuses = [
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
  "needs_response",
  "under_review",
  "appeal_needs_response",
  "appeal_under_review",
  "won",
  "lost",
  "prevented",
] as const

export type DisputeStatus = (typeof disputeStatuses)[number]

const closed: readonly string[] = ["lost", "prevented", "warning_closed", "won"]
/** In these the bank holds no money back. */
const harmless: readonly string[] = [
  "prevented",
  "warning_closed",
  "warning_needs_response",
  "warning_under_review",
]
const weekSeconds = 7 * 24 * 3600

/**
 * Brings the dispute of a charge to a status, opening it first if there is none; throws for a
 * charge that was never paid. A status that only comes later is reached through the first one
 * (a lost dispute was opened before), so the shop sees the same events as in life.
 * Source: https://docs.stripe.com/disputes/how-disputes-work
 */
export async function changeDispute(
  scope: Scope,
  chargeId: string,
  status: DisputeStatus,
): Promise<Stripe.Dispute> {
  const { data: charge } = await lockStored(scope, "charge", chargeId, "charge")
  if (charge.status !== "succeeded") throw badState(`Charge ${chargeId} was not paid.`)
  const [existing] = await findObjects(scope, "dispute", { charge: chargeId })
  const dispute = existing ?? (await open(scope, charge, firstStatus(status)))
  return dispute.status === status ? dispute : move(scope, charge, dispute, status)
}

function firstStatus(status: DisputeStatus): DisputeStatus {
  if (status === "prevented") return status
  return status.startsWith("warning_") ? "warning_needs_response" : "needs_response"
}

async function open(
  scope: Scope,
  charge: Stripe.Charge,
  status: DisputeStatus,
): Promise<Stripe.Dispute> {
  const dispute: Stripe.Dispute = {
    id: newId("dispute"),
    object: "dispute",
    amount: charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: scope.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: emptyEvidence,
    evidence_details: {
      due_by: status === "prevented" ? null : scope.now + weekSeconds,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: harmless.includes(status),
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      type: "card",
      card: {
        brand: charge.payment_method_details?.card?.brand ?? "visa",
        case_type: status.startsWith("warning_") ? "inquiry" : "chargeback",
        network: charge.payment_method_details?.card?.network ?? "visa",
        network_reason_code: "10.4",
      },
    },
    reason: "fraudulent",
    status,
  }
  await insertObject(scope, "dispute", dispute, {})
  await emit(scope, "charge.dispute.created", dispute)
  if (harmless.includes(status)) return close(scope, dispute)
  return close(scope, await withdraw(scope, charge, dispute))
}

async function close(scope: Scope, dispute: Stripe.Dispute): Promise<Stripe.Dispute> {
  if (closed.includes(dispute.status)) await emit(scope, "charge.dispute.closed", dispute)
  return dispute
}

async function withdraw(
  scope: Scope,
  charge: Stripe.Charge,
  dispute: Stripe.Dispute,
): Promise<Stripe.Dispute> {
  await saveObject(scope, "charge", { ...charge, disputed: true })
  const withdrawn = await book(scope, "dispute", dispute)
  return emit(scope, "charge.dispute.funds_withdrawn", withdrawn)
}

async function book(
  scope: Scope,
  of: "dispute" | "dispute_reversal",
  source: Stripe.Dispute,
): Promise<Stripe.Dispute> {
  const transaction = await bookTransaction(scope, { of, source })
  const balance_transactions = [...source.balance_transactions, transaction]
  return saveObject(scope, "dispute", { ...source, balance_transactions })
}

async function move(
  scope: Scope,
  charge: Stripe.Charge,
  before: Stripe.Dispute,
  status: DisputeStatus,
): Promise<Stripe.Dispute> {
  const dispute: Stripe.Dispute = {
    ...before,
    status,
    is_charge_refundable: harmless.includes(status),
  }
  await saveObject(scope, "dispute", dispute)
  await emit(scope, "charge.dispute.updated", dispute, before)
  const isTaken = harmless.includes(before.status) && !harmless.includes(status)
  const moved = await close(scope, isTaken ? await withdraw(scope, charge, dispute) : dispute)
  if (status !== "won") return moved
  const won = await book(scope, "dispute_reversal", moved)
  return emit(scope, "charge.dispute.funds_reinstated", won)
}
