import type Stripe from "stripe"
import { voidInvoice } from "@/lib/sandbox/billing/close-invoice"
import { incompleteSeconds, periodEnd, trialWarning, upcoming } from "@/lib/sandbox/billing/due"
import { endSubscription, unsettledInvoices } from "@/lib/sandbox/billing/end-subscription"
import { previewRenewal } from "@/lib/sandbox/billing/preview-renewal"
import { renew } from "@/lib/sandbox/billing/renew"
import {
  changeSubscription,
  lockSubscription,
  type StoredSubscription,
  saveSubscription,
} from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"

/**
 * Does the one thing that is due for a subscription at this moment; there may be a next one at the
 * same moment. An end comes before a renewal, an announcement before what it announces.
 */
export async function stepSubscription(scope: Scope, id: string): Promise<void> {
  const stored = await lockSubscription(scope, id)
  const { data } = stored
  const isDue = (moment: number | null) => moment !== null && moment <= scope.now
  if (data.status === "incomplete") {
    if (isDue(data.created + incompleteSeconds)) await expire(scope, stored)
  } else if (isDue(data.cancel_at)) {
    await endSubscription(scope, stored, "cancellation_requested")
  } else if (isDue(data.pause_collection?.resumes_at ?? null)) {
    const resumed: Stripe.Subscription = { ...data, pause_collection: null }
    await changeSubscription(scope, stored, { data: resumed, hidden: stored.hidden })
  } else if (isDue(trialWarning(stored))) {
    await announceTrialEnd(scope, stored)
  } else if (isDue(upcoming(stored))) {
    await announceInvoice(scope, stored)
  } else if (isDue(periodEnd(stored))) {
    await renew(scope, stored)
  } else {
    await saveSubscription(scope, stored)
  }
}

/** A first invoice that nobody paid for 23 hours is void, and its subscription is over. */
async function expire(scope: Scope, before: StoredSubscription): Promise<void> {
  for (const invoice of await unsettledInvoices(scope, before.data.id)) {
    if (invoice.data.status === "open") await voidInvoice(scope, invoice)
  }
  await changeSubscription(scope, before, {
    data: { ...before.data, ended_at: scope.now, status: "incomplete_expired" },
    hidden: before.hidden,
  })
}

async function announceTrialEnd(scope: Scope, stored: StoredSubscription): Promise<void> {
  const { data, hidden } = stored
  const saved = await saveSubscription(scope, {
    data,
    hidden: { ...hidden, warnedTrial: data.trial_end },
  })
  await emit(scope, "customer.subscription.trial_will_end", saved.data)
}

/** A week before a renewal. Source: the docs' `invoice.upcoming`, by default 7 days ahead. */
async function announceInvoice(scope: Scope, stored: StoredSubscription): Promise<void> {
  const { data, hidden } = stored
  const invoice = await previewRenewal(scope, data.id)
  if (invoice) await emit(scope, "invoice.upcoming", invoice)
  await saveSubscription(scope, {
    data,
    hidden: { ...hidden, warnedPeriod: periodEnd(stored) },
  })
}
