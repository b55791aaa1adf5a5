import type { DisputeSnapshot, RefundSnapshot } from "@/lib/stripe/snapshots"

/** Why money closes something: it went back, or a bank is asked to take it back. */
export type MoneyReason = "refunded" | "disputed"
/** Why a line is closed: money, or an administrator who took it back without. */
export type RevokedReason = MoneyReason | "taken_back"

type Line = {
  id: string
  amountTotal: number
  /** What became of it; none while it is not paid. */
  purchase?: { takenBackAt: Date | null } | null
}
type Refund = { lineId: string | null; amount: number; status: RefundSnapshot["status"] }
type Dispute = { status: DisputeSnapshot["status"] }

const openDispute: Record<DisputeSnapshot["status"], boolean> = {
  warning_needs_response: false,
  warning_under_review: false,
  warning_closed: false,
  prevented: false,
  needs_response: true,
  under_review: true,
  // Lost, and asked once more: the money is still with the bank.
  appeal_needs_response: true,
  appeal_under_review: true,
  lost: true,
  won: false,
}

const waitsForAnswer: Record<DisputeSnapshot["status"], boolean> = {
  warning_needs_response: true,
  warning_under_review: false,
  warning_closed: false,
  prevented: false,
  needs_response: true,
  under_review: false,
  appeal_needs_response: true,
  appeal_under_review: false,
  lost: false,
  won: false,
}

const givesMoneyBack: Record<RefundSnapshot["status"], boolean> = {
  pending: true,
  requires_action: true,
  succeeded: true,
  failed: false,
  canceled: false,
}

/** The states of a refund whose money is given back, or on its way. */
export const moneyBackStatuses: readonly string[] = statusesOf(givesMoneyBack)
/** The states of a dispute in which the bank has the money. */
export const heldStatuses: readonly string[] = statusesOf(openDispute)
/** The states of a dispute in which Stripe waits for the shop's evidence. */
export const answerStatuses: readonly string[] = statusesOf(waitsForAnswer)

function statusesOf(table: Record<string, boolean>): string[] {
  return Object.keys(table).filter((status) => table[status])
}

/**
 * Why each line of an order is closed, by line id; null: it is open. Decided anew from all refunds
 * and disputes of the order, so that their order of arrival does not matter.
 * - A refund that names a line closes it once the line's whole amount was given back.
 * - Refunds that name no line close every line once the order's whole amount was given back; a part
 *   of it closes nothing.
 * - A dispute closes every line while it is open and when it is lost; early warnings and prevented
 *   ones close nothing (https://docs.stripe.com/disputes/how-disputes-work).
 * - What an administrator took back stays closed, whatever refunds and disputes say.
 */
export function revocationsOf(
  lines: Line[],
  refunds: Refund[],
  disputes: Dispute[],
): Map<string, RevokedReason | null> {
  const paid = lines.reduce((sum, line) => sum + line.amountTotal, 0)
  const isWhole = paid > 0 && refunded(refunds) >= paid
  const disputed = isDisputed(disputes)
  return new Map(
    lines.map((line) => {
      const own = refunds.filter((refund) => refund.lineId === line.id)
      const isLineBack = line.amountTotal > 0 && refunded(own) >= line.amountTotal
      if (isWhole || isLineBack) return [line.id, "refunded"]
      if (disputed) return [line.id, "disputed"]
      return [line.id, line.purchase?.takenBackAt ? "taken_back" : null]
    }),
  )
}

/** Why what an invoice pays for is closed; null: it is open. A part given back closes nothing. */
export function invoiceRevocation(
  amountPaid: number,
  refunds: Pick<Refund, "amount" | "status">[],
  disputes: Dispute[],
): MoneyReason | null {
  if (amountPaid > 0 && refunded(refunds) >= amountPaid) return "refunded"
  return isDisputed(disputes) ? "disputed" : null
}

/** Whether a bank holds the money of a payment, or has taken it: it must not be given back once more. */
export function isDisputed(disputes: Dispute[]): boolean {
  return disputes.some((dispute) => openDispute[dispute.status])
}

/** What was given back, or is on its way, in minor units. */
export function refunded(refunds: Pick<Refund, "amount" | "status">[]): number {
  return refunds.reduce((sum, one) => sum + (givesMoneyBack[one.status] ? one.amount : 0), 0)
}

/** Whether a refund's state is its last: Stripe leaves it no more. */
export function isFinalRefund(status: string): boolean {
  return status === "failed" || status === "canceled"
}

/**
 * When a payment counts as made: when Stripe says so, which the shop may hear much later; but not before the
 * buyer began, nor after now, for clocks differ. Figures and the books go by it; what was bought opens when
 * the shop has heard of it.
 */
export function paymentTime(
  told: Date | null,
  { begunAt, now }: { begunAt: Date; now: Date },
): Date {
  if (!told || told > now) return now
  return told < begunAt ? begunAt : told
}
