import { findTold } from "@/lib/billing/store/told"
import { tellInvoice } from "@/lib/billing/tell-invoice"
import { tellOnce } from "@/lib/billing/tell-once"

/**
 * Records the mails that a subscription's state makes necessary, once each however often it is told: that
 * a trial has begun, that its end was asked for, that it has ended, that it was refused, and those of its
 * invoices, which may have been told before whose they are was known. Must run in the transaction that
 * wrote the state, under `lockSubscription`.
 */
export async function tellSubscriber(subscriptionId: string): Promise<void> {
  const told = await findTold(subscriptionId)
  if (!told) return
  const { email: recipient, status, cancelAt, isLimited } = told
  if (told.cancelledBecause)
    return tellOnce({ kind: "subscription_refused", subject: subscriptionId, recipient })
  if (status === "trialing")
    await tellOnce({ kind: "subscription_started", subject: subscriptionId, recipient })
  if (status === "canceled" && told.hasBegun)
    await tellOnce({ kind: "subscription_ended", subject: subscriptionId, recipient })
  if (cancelAt && !isLimited && status !== "canceled") {
    const subject = `${subscriptionId}/${cancelAt.toISOString()}`
    await tellOnce({ kind: "cancellation_scheduled", subject, recipient })
  }
  for (const invoice of told.invoices) await tellInvoice(invoice.id, invoice, recipient)
}
