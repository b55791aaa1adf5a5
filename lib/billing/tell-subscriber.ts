import { findTold } from "@/lib/billing/store/told"
import { recordMail } from "@/lib/mail/store/mails"

/**
 * Records the mails that a subscription's state makes necessary, seen from the state it was in before:
 * that a trial has begun, that its end was asked for, that it has ended, that it was refused. Each is
 * one mail however often the state is told. Must run in the transaction that wrote the state.
 * @param before what the copy said; null: it is new
 */
export async function tellSubscriber(
  subscriptionId: string,
  before: { status: string; cancelAt: Date | null } | null,
): Promise<void> {
  const told = await findTold(subscriptionId)
  if (!told) return
  const { email: recipient, status, cancelAt, isLimited } = told
  if (told.cancelledBecause)
    return recordMail({ kind: "subscription_refused", subject: subscriptionId, recipient })
  if (status === "trialing" && before?.status !== "trialing")
    await recordMail({ kind: "subscription_started", subject: subscriptionId, recipient })
  if (status === "canceled" && told.hasBegun)
    await recordMail({ kind: "subscription_ended", subject: subscriptionId, recipient })
  if (cancelAt && !before?.cancelAt && !isLimited && status !== "canceled") {
    const subject = `${subscriptionId}/${cancelAt.toISOString()}`
    await recordMail({ kind: "cancellation_scheduled", subject, recipient })
  }
  // Invoices may have been told before whose they are was known.
  if (before === null)
    for (const { id } of told.paidInvoices)
      await recordMail({ kind: "invoice_paid", subject: id, recipient })
}
