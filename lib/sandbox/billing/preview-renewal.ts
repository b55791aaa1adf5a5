import type Stripe from "stripe"
import { periodEnd } from "@/lib/sandbox/billing/due"
import { renew } from "@/lib/sandbox/billing/renew"
import { lockSubscription } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { randomLetters } from "@/lib/sandbox/stripe/ids"

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
    const stored = await lockSubscription(scope, id)
    const end = periodEnd(stored)
    const invoice = await renew({ ...scope, now: end }, stored)
    return invoice && shownAsPreview(invoice.data)
  })
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
