import {
  listUnsettledReferences,
  recordForgottenCustomer,
  saveReferenceSettled,
} from "@/lib/account/store/references"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { log } from "@/lib/log"
import { enqueue } from "@/lib/queue"
import { endSession } from "@/lib/stripe/end-session"
import { deleteStripeCustomer } from "@/lib/stripe/objects"

/**
 * Deletes every customer at Stripe that was this erased person, and closes their open payment pages.
 * Checkout made a customer for each order, and only the order's session tells which. Each is settled by
 * itself, so that a run after a failure goes on where the last one ended. Payments stay at Stripe, which
 * has to keep them. Throws when Stripe is down; the queue tries again.
 */
export async function forgetAtStripe(customerId: string): Promise<void> {
  for (const sessionId of await listUnsettledReferences(customerId, "cs_")) {
    // Nobody pays an erased person's order any more.
    const session = await endSession(sessionId)
    await transaction(async () => {
      const found = session?.customerId ?? null
      // The ledger may tell of a newly found one too, by nothing but its id.
      if (found && (await recordForgottenCustomer(customerId, found)))
        await enqueue("redact-events", { customerId, addresses: [] }, { key: `redact/${found}` })
      await saveReferenceSettled(sessionId, now())
    })
  }
  for (const stripeCustomerId of await listUnsettledReferences(customerId, "cus_")) {
    await deleteStripeCustomer(stripeCustomerId)
    await saveReferenceSettled(stripeCustomerId, now())
  }
  log.info({ customer: customerId }, "forgotten at Stripe")
}
