import { stripe } from "@/lib/stripe/client"
import { type InvoiceSnapshot, readInvoice } from "@/lib/stripe/invoice-snapshots"

/** Another price for a subscription's item, reckoned as of one moment. */
export type PriceChange = {
  stripeSubscriptionId: string
  stripeItemId: string
  stripePriceId: string
  /** Seconds since 1970: preview and charge come to the same cent when it is the same. */
  prorationDate: number
}

/**
 * The invoice that a change would make at once: the credit for what is left of the old price, and what
 * the new one costs. Nothing changes. Throws the SDK's errors.
 * Source: https://docs.stripe.com/billing/subscriptions/prorations#preview-proration
 */
export async function previewPriceChange(change: PriceChange): Promise<InvoiceSnapshot> {
  const answer = await stripe().invoices.createPreview({
    subscription: change.stripeSubscriptionId,
    subscription_details: {
      items: [{ id: change.stripeItemId, price: change.stripePriceId }],
      proration_behavior: "always_invoice",
      proration_date: change.prorationDate,
    },
  })
  return readInvoice(answer)
}

/**
 * Changes the price and charges the difference in the same call. Where the charge fails nothing has
 * changed (`chargeFailure`). Once for each key.
 * Source: https://docs.stripe.com/api/subscriptions/update#update_subscription-payment_behavior
 */
export async function changePriceNow(change: PriceChange, idempotencyKey: string): Promise<void> {
  await stripe().subscriptions.update(
    change.stripeSubscriptionId,
    {
      items: [{ id: change.stripeItemId, price: change.stripePriceId }],
      proration_behavior: "always_invoice",
      proration_date: change.prorationDate,
      payment_behavior: "error_if_incomplete",
    },
    { idempotencyKey },
  )
}

/** Changes the price of a trial: nothing is charged, and the trial ends when it would have. */
export async function changePriceOfTrial(
  change: Omit<PriceChange, "prorationDate"> & { trialEndsAt: Date },
  idempotencyKey: string,
): Promise<void> {
  await stripe().subscriptions.update(
    change.stripeSubscriptionId,
    {
      items: [{ id: change.stripeItemId, price: change.stripePriceId }],
      proration_behavior: "none",
      // Said again, for another interval would begin a period of its own.
      trial_end: toSeconds(change.trialEndsAt),
    },
    { idempotencyKey },
  )
}

// A person waits for the page, which can do without.
const patience = { timeout: 5_000, maxNetworkRetries: 0 }

/**
 * The invoice that a subscription's next renewal will make, coupons, credits and scheduled changes
 * counted. Throws the SDK's errors, also where there will be none (`not-found`).
 */
export async function previewRenewal(stripeSubscriptionId: string): Promise<InvoiceSnapshot> {
  return readInvoice(
    await stripe().invoices.createPreview({ subscription: stripeSubscriptionId }, patience),
  )
}

function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
