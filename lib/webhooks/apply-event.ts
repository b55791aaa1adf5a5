import { isLiveMode } from "@/lib/env"
import { messageOf } from "@/lib/errors"
import { withoutSecrets } from "@/lib/log"
import { readDispute, readRefund } from "@/lib/stripe/snapshots"
import type { EventSnapshot } from "@/lib/stripe/verify-event"
import { applyCustomer } from "@/lib/webhooks/apply-customer"
import { applyDispute } from "@/lib/webhooks/apply-dispute"
import { applyInvoice } from "@/lib/webhooks/apply-invoice"
import { applyOnce } from "@/lib/webhooks/apply-once"
import { applyProduct } from "@/lib/webhooks/apply-product"
import { applyRefund } from "@/lib/webhooks/apply-refund"
import { applySchedule } from "@/lib/webhooks/apply-schedule"
import { applySession } from "@/lib/webhooks/apply-session"
import { applySubscription } from "@/lib/webhooks/apply-subscription"
import { eventSubject, type Outcome } from "@/lib/webhooks/rules"
import { recordEventFailure, recordIgnored } from "@/lib/webhooks/store/events"
import { withoutForgotten } from "@/lib/webhooks/without-forgotten"

/**
 * Applies one event of Stripe's, once, whether it comes by webhook, from the list of events, or from
 * the ledger. Throws when it could not be applied; then nothing of it is left but the reason in the
 * ledger, and it may come again.
 */
export async function applyEvent(event: EventSnapshot): Promise<Outcome> {
  try {
    return await dispatch(event)
  } catch (error) {
    await recordEventFailure(await withoutForgotten(event), withoutSecrets(messageOf(error)))
    throw error
  }
}

async function dispatch(incoming: EventSnapshot): Promise<Outcome> {
  const subject = incoming.livemode === isLiveMode() ? eventSubject(incoming.type) : null
  // A customer whom the shop knows was not forgotten; applyCustomer looks where it knows none.
  if (subject === "customer") return applyCustomer(incoming)
  const event = await withoutForgotten(incoming)
  switch (subject) {
    case null:
      return (await recordIgnored(event)) ? "ignored" : "duplicate"
    case "session":
      return applySession(event)
    case "refund":
      return applyRefund(readRefund(event.object), event.createdAt, (work) =>
        applyOnce(event, work),
      )
    case "dispute":
      return applyDispute(readDispute(event.object), event.createdAt, (work) =>
        applyOnce(event, work),
      )
    case "subscription":
      return applySubscription(event)
    case "schedule":
      return applySchedule(event)
    case "invoice":
      return applyInvoice(event)
    case "product":
      return applyProduct(event)
  }
}
