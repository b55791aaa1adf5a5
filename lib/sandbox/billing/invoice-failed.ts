import type Stripe from "stripe"
import { endSubscription } from "@/lib/sandbox/billing/end-subscription"
import {
  changeSubscription,
  lockSubscription,
  type StoredInvoice,
  saveInvoice,
} from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { findStored } from "@/lib/sandbox/stripe/objects"

const daySeconds = 24 * 3600

/**
 * Records that an invoice could not be charged: the next try is set, the subscription is past due,
 * and after the last try the setting says what becomes of it. A first invoice is not tried again;
 * its subscription stays incomplete. A try that the customer or the shop made changes nothing in
 * the schedule, unless it was the first.
 * Source: https://docs.stripe.com/billing/revenue-recovery/smart-retries (custom schedule)
 */
export async function invoiceFailed(
  scope: Scope,
  stored: StoredInvoice,
  intent: Stripe.PaymentIntent | null,
  automatic: boolean,
): Promise<StoredInvoice> {
  const isFirst = await isIncomplete(scope, stored.data)
  const failedAt = stored.hidden.failedAt ?? scope.now
  const counts = automatic || stored.data.attempt_count === 0
  const next = !counts
    ? stored.data.next_payment_attempt
    : isFirst
      ? null
      : nextTry(scope, stored, failedAt)
  const failed = await saveInvoice(scope, {
    data: {
      ...stored.data,
      attempt_count: stored.data.attempt_count + (counts ? 1 : 0),
      attempted: true,
      next_payment_attempt: next,
    },
    hidden: { ...stored.hidden, due: next, failedAt },
  })
  if (intent?.status === "requires_action") {
    await emit(scope, "invoice.payment_action_required", failed.data)
  }
  await emit(scope, "invoice.payment_failed", failed.data)
  if (!isFirst && counts) await fallBehind(scope, failed.data, next === null)
  return failed
}

async function isIncomplete(scope: Scope, invoice: Stripe.Invoice): Promise<boolean> {
  const id = idOf(invoice.parent?.subscription_details?.subscription)
  const found = await findStored(scope, "subscription", id)
  return found?.data.status === "incomplete"
}

/** The retries count from the first failure; one that lies behind already is left out. */
function nextTry(scope: Scope, { data }: StoredInvoice, failedAt: number): number | null {
  if (!data.auto_advance) return null
  const days = scope.settings.billing.retryDays.slice(data.attempt_count)
  const moments = days.map((day) => failedAt + day * daySeconds)
  return moments.find((moment) => moment > scope.now) ?? null
}

async function fallBehind(scope: Scope, invoice: Stripe.Invoice, isLast: boolean): Promise<void> {
  const id = idOf(invoice.parent?.subscription_details?.subscription)
  if (!id || !(await findStored(scope, "subscription", id))) return
  const before = await lockSubscription(scope, id)
  const { afterRetries } = scope.settings.billing
  const owes = ["active", "past_due", "trialing"].includes(before.data.status)
  if (!owes) return
  if (isLast && afterRetries === "cancel" && invoice.auto_advance) {
    await endSubscription(scope, before, "payment_failed")
    return
  }
  const status = isLast && afterRetries === "unpaid" ? "unpaid" : "past_due"
  if (before.data.status === status) return
  await changeSubscription(scope, before, {
    data: { ...before.data, status },
    hidden: before.hidden,
  })
}
