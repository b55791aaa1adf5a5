import { fulfilCheckout } from "@/lib/checkout/fulfil-checkout"
import { listUnsettled, saveAsked } from "@/lib/checkout/store/settlement"
import { DAY, MINUTE, now, plusSeconds } from "@/lib/clock"
import { describeError, log } from "@/lib/log"
import { requeueLostMails } from "@/lib/mail/store/mails"
import {
  findSession,
  listDisputesSince,
  listEventsSince,
  listRefundsSince,
  listSessionsSince,
} from "@/lib/stripe/objects"
import { readEvent } from "@/lib/stripe/verify-event"
import { applyDispute } from "@/lib/webhooks/apply-dispute"
import { applyEvent } from "@/lib/webhooks/apply-event"
import { applyRefund } from "@/lib/webhooks/apply-refund"
import { retryEvent } from "@/lib/webhooks/retry-event"
import { allHandledTypes } from "@/lib/webhooks/rules"
import { runAlone } from "@/lib/webhooks/run-alone"
import { findCursor, saveCursor } from "@/lib/webhooks/store/cursors"
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
 * - With `since`: all sessions, refunds and disputes made since then, as they are now; this heals any
 *   outage, even one longer than the 30 days for which Stripe keeps events.
 * One object that fails is counted and logged, and does not keep the others from being applied.
 */
export async function reconcile(options: { since?: Date } = {}): Promise<Reconciliation> {
  const report: Reconciliation = { checked: 0, mended: 0, failed: 0, mailsQueued: 0 }
  // First what needs no Stripe: it must not wait for one that is down.
  report.mailsQueued = await requeueLostMails()
  await retryFailing(report)
  if (options.since) await walkObjects(options.since, report)
  else await followEvents(report)
  await askForUnsettled(report)
  log.info(report, "reconciled")
  return report
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
    await count(report, async () => (await fulfilCheckout(session)).outcome === "moved")
  for await (const refund of listRefundsSince(since))
    await count(report, async () => (await applyRefund(refund, null, runAlone)) === "applied")
  for await (const dispute of listDisputesSince(since))
    await count(report, async () => (await applyDispute(dispute, null, runAlone)) === "applied")
}

async function askForUnsettled(report: Reconciliation): Promise<void> {
  for (const checkout of await listUnsettled(plusSeconds(now(), -OPEN_FOR), MOST_OPEN)) {
    await saveAsked(checkout.id)
    await count(report, async () => {
      const session = checkout.stripeSessionId && (await findSession(checkout.stripeSessionId))
      return session ? (await fulfilCheckout(session)).outcome === "moved" : false
    })
  }
}

async function count(report: Reconciliation, work: () => Promise<boolean>): Promise<void> {
  report.checked++
  try {
    if (await work()) report.mended++
  } catch (error) {
    report.failed++
    log.error({ error: describeError(error) }, "could not be reconciled")
  }
}
