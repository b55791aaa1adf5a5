import { fulfilPlan } from "@/lib/billing/fulfil-plan"
import { mirrorInvoice } from "@/lib/billing/mirror-invoice"
import { mirrorSubscription } from "@/lib/billing/mirror-subscription"
import { listUnsettledPlans } from "@/lib/billing/store/plan-checkouts"
import { fulfilCheckout } from "@/lib/checkout/fulfil-checkout"
import { listUnsettled, saveAsked } from "@/lib/checkout/store/settlement"
import { DAY, MINUTE, now, plusSeconds } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { describeError, log } from "@/lib/log"
import { requeueLostBatches } from "@/lib/mail/store/batches"
import { requeueLostMails } from "@/lib/mail/store/mails"
import { listInvoicesSince, listStripeSubscriptions } from "@/lib/stripe/billing"
import {
  findSession,
  listDisputesSince,
  listEventsSince,
  listRefundsSince,
  listSessionsSince,
} from "@/lib/stripe/objects"
import type { SessionSnapshot } from "@/lib/stripe/snapshots"
import { readEvent } from "@/lib/stripe/verify-event"
import { applyDispute } from "@/lib/webhooks/apply-dispute"
import { applyEvent } from "@/lib/webhooks/apply-event"
import { applyRefund } from "@/lib/webhooks/apply-refund"
import { followBalance, readBalanceSince } from "@/lib/webhooks/follow-balance"
import { retryEvent } from "@/lib/webhooks/retry-event"
import { allHandledTypes } from "@/lib/webhooks/rules"
import { findCursor, saveCursor } from "@/lib/webhooks/store/cursors"
import { saveLastReconcile } from "@/lib/webhooks/store/last-reconcile"
import { listFailingIds } from "@/lib/webhooks/store/ledger"

/** What a reconciliation found: how much it looked at, what it had to mend, what it could not. */
export type Reconciliation = {
  checked: number
  mended: number
  failed: number
  mailsQueued: number
}

const OVERLAP = 10 * MINUTE
const FIRST_LOOK_BACK = 3 * DAY
const OPEN_FOR = 2 * MINUTE
const MOST_OPEN = 200
const MOST_FAILING = 100

/**
 * Brings the shop to where Stripe is, without a single webhook. Run again, it changes nothing.
 * - The events of the ledger that failed before are tried again, and lost mails queued again.
 * - Without `since` (every 5 minutes, by the worker): the events since the stored cursor less ten
 *   minutes, and the shop's own orders that have been open for two minutes or longer.
 * - With `since`: all sessions, invoices, refunds and disputes made since then, and every subscription,
 *   as they are now; this heals any outage, even one longer than the 30 days for which Stripe keeps events.
 * Last, what Stripe took as fees. One object that fails is counted and logged, and does not keep the others from being applied. What came of
 * it stands on /admin/health, also when Stripe did not answer; then it throws.
 */
export async function reconcile(options: { since?: Date } = {}): Promise<Reconciliation> {
  const report: Reconciliation = { checked: 0, mended: 0, failed: 0, mailsQueued: 0 }
  const begun = now()
  const keep = (error: string | null) =>
    saveLastReconcile({ at: now(), seconds: secondsSince(begun), ...report, error })
  try {
    await bringTogether(options.since, report)
  } catch (error) {
    await keep(describeError(error).message)
    throw error
  }
  await keep(null)
  log.info(report, "reconciled")
  return report
}

async function bringTogether(since: Date | undefined, report: Reconciliation): Promise<void> {
  // First what needs no Stripe: it must not wait for one that is down.
  report.mailsQueued = (await requeueLostMails()) + (await requeueLostBatches())
  await retryFailing(report)
  if (since) await walkObjects(since, report)
  else await followEvents(report)
  await askForUnsettled(report)
  await tryTo(report, () => (since ? readBalanceSince(since) : followBalance()))
}

function secondsSince(begun: Date): number {
  return Math.max(0, (now().getTime() - begun.getTime()) / 1000)
}

// The cursor moves past an event that failed; from then on the ledger is what remembers it.
async function retryFailing(report: Reconciliation): Promise<void> {
  for (const id of await listFailingIds(MOST_FAILING))
    await count(report, async () => (await retryEvent(id)) === "applied")
}

async function followEvents(report: Reconciliation): Promise<void> {
  const begun = now()
  const cursor = await findCursor("events")
  const since = plusSeconds(cursor ?? begun, cursor ? -OVERLAP : -FIRST_LOOK_BACK)
  for (const source of await listEventsSince(since, allHandledTypes()))
    await count(report, async () => (await applyEvent(readEvent(source))) === "applied")
  await saveCursor("events", begun)
}

async function walkObjects(since: Date, report: Reconciliation): Promise<void> {
  for await (const session of listSessionsSince(since))
    await count(report, () => fulfilSession(session))
  await walkSubscriptions(since, report)
  for await (const refund of listRefundsSince(since))
    await count(report, async () => (await applyRefund(refund, null, transaction)) === "applied")
  for await (const dispute of listDisputesSince(since))
    await count(report, async () => (await applyDispute(dispute, null, transaction)) === "applied")
}

// Subscriptions whenever they began: one from long before may have changed since. Before refunds, which
// find their invoice here.
async function walkSubscriptions(since: Date, report: Reconciliation): Promise<void> {
  for await (const { id } of listStripeSubscriptions())
    await count(report, async () => (await mirrorSubscription(id, null, transaction)) === "applied")
  for await (const { id } of listInvoicesSince(since))
    await count(report, async () => (await mirrorInvoice(id, null, transaction)) === "applied")
}

async function fulfilSession(session: SessionSnapshot): Promise<boolean> {
  if (session.metadata.plan_checkout || session.mode === "subscription")
    return (await fulfilPlan(session, transaction)) === "applied"
  return (await fulfilCheckout(session)).outcome === "moved"
}

async function askForUnsettled(report: Reconciliation): Promise<void> {
  const before = plusSeconds(now(), -OPEN_FOR)
  for (const checkout of await listUnsettled(before, MOST_OPEN)) {
    await saveAsked(checkout.id)
    await count(report, () => askFor(checkout.stripeSessionId))
  }
  for (const { stripeSessionId } of await listUnsettledPlans(before, MOST_OPEN))
    await count(report, () => askFor(stripeSessionId))
}

async function askFor(sessionId: string | null): Promise<boolean> {
  const session = sessionId ? await findSession(sessionId) : null
  return session ? fulfilSession(session) : false
}

async function count(report: Reconciliation, work: () => Promise<boolean>): Promise<void> {
  report.checked++
  await tryTo(report, async () => {
    if (await work()) report.mended++
  })
}

async function tryTo(report: Reconciliation, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    report.failed++
    log.error({ error: describeError(error) }, "could not be reconciled")
  }
}
