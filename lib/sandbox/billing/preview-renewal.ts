import type Stripe from "stripe"
import { isRunning, periodEnd } from "@/lib/sandbox/billing/due"
import { renew } from "@/lib/sandbox/billing/renew"
import { stepSchedule } from "@/lib/sandbox/billing/step-schedule"
import { lockSubscription, type StoredInvoice } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { randomLetters } from "@/lib/sandbox/stripe/ids"
import { lockStored } from "@/lib/sandbox/stripe/objects"

/**
 * Runs `work` for its result and undoes all that it wrote: what a preview shows is therefore what
 * the real call would do, to the cent.
 */
export async function undone<Result>(scope: Scope, work: () => Promise<Result>): Promise<Result> {
  const name = `undone_${randomLetters(8)}`
  await scope.db.query(`SAVEPOINT ${name}`)
  try {
    return await work()
  } finally {
    await scope.db.query(`ROLLBACK TO SAVEPOINT ${name}`)
  }
}

/** The invoice that a subscription's next renewal will draft; null where it will draft none. */
export function previewRenewal(scope: Scope, id: string): Promise<Stripe.Invoice | null> {
  return undone(scope, async () => {
    const invoice = await renewNext(scope, id)
    return invoice && shownAsPreview(invoice.data)
  })
}

/**
 * Does what comes with the end of a subscription's period, at that moment: a schedule's phase that
 * ends by then, and the renewal. Gives the first invoice that this makes; null where there is none.
 */
export async function renewNext(scope: Scope, id: string): Promise<StoredInvoice | null> {
  const stored = await lockSubscription(scope, id)
  const end = Math.max(periodEnd(stored), scope.now)
  const { cancel_at: cancelAt, schedule, status } = stored.data
  if (!isRunning(status) || (cancelAt !== null && cancelAt <= end)) return null
  if (schedule) {
    const { data } = await lockStored(scope, "subscription_schedule", idOf(schedule))
    const phaseEnd = data.current_phase?.end_date ?? null
    if (phaseEnd !== null && phaseEnd <= end) {
      const draft = await stepSchedule({ ...scope, now: phaseEnd }, data.id)
      return draft ?? renewNext(scope, id)
    }
  }
  return renew({ ...scope, now: end }, stored)
}

/** A draft as a preview shows it: with an id that names nothing. */
export function shownAsPreview(invoice: Stripe.Invoice): Stripe.Invoice {
  return {
    ...invoice,
    id: `upcoming_${invoice.id}`,
    auto_advance: false,
    webhooks_delivered_at: null,
  }
}
