import { db } from "@/lib/db"

/** The worker's tasks and what each is given. */
export type Tasks = {
  "send-mail": { mailId: string }
  /** Sends the mails of a batch by one call. */
  "send-batch": { batchId: string }
  "apply-event": { eventId: string }
  /** Takes what the ledger says of an erased person out of it. */
  "redact-events": { customerId: string; addresses: string[] }
  /** Deletes an erased person's customers at Stripe. */
  "forget-at-stripe": { customerId: string }
  "save-stripe-email": { customerId: string }
  /** Ends a subscription that the shop refused, and gives back what was paid. */
  "end-subscription": { subscriptionId: string }
  /** Tells Stripe when a subscription of limited duration ends. */
  "limit-subscription": { subscriptionId: string }
  /** Makes anew what the subscriptions of a Stripe product open. */
  "derive-product": { stripeProductId: string }
  /** Makes anew what every subscription opens. */
  "derive-subscriptions": Record<string, never>
  /** Brings every customer to the default plan of now. */
  "give-default-plan": Record<string, never>
  /** Writes the mails about a release to its owners. */
  "announce-release": { releaseId: string }
  /** Marks a PDF with its owner's address. */
  "make-copy": { customerId: string; fileId: string }
  /** Removes the bytes of a copy that nobody has any more. */
  "remove-copy": { storageKey: string }
  /** Reads what has arrived of a file once more, and puts it into the store. */
  "finish-upload": { uploadId: string }
  /** Tells customers of trials that end and of yearly charges that come. */
  "remind-subscribers": Record<string, never>
  /** Gives back the money of an order from which its buyer withdrew. */
  "pay-withdrawal": { requestId: string }
  /** Asks Stripe where the card of an order is from, and whether its VAT number is valid. */
  "keep-tax-evidence": { checkoutId: string }
  /** Mails the owner who paid and was not reached. */
  "tell-undelivered": Record<string, never>
  reconcile: Record<string, never>
  tidy: Record<string, never>
  "count-popularity": Record<string, never>
  /** Takes out what need not be kept any longer. */
  "apply-retention": Record<string, never>
}

/**
 * Adds a job in the transaction that this call runs in: rolled back with it.
 * @param options.key one waiting job for each key; cleared when the job starts, so it guards nothing
 * @param options.runAt not before this time
 */
export async function enqueue<T extends keyof Tasks>(
  task: T,
  payload: Tasks[T],
  options: { key?: string; runAt?: Date; maxAttempts?: number } = {},
): Promise<void> {
  await db().$queryRaw`
    SELECT 1 FROM graphile_worker.add_job(
      identifier => ${task},
      payload => ${JSON.stringify(payload)}::json,
      run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${options.maxAttempts ?? 25}::int,
      job_key => ${options.key ?? null}
    )`
}
