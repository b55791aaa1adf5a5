import { getStripeCustomer } from "@/lib/stripe/objects"
import { readCustomer } from "@/lib/stripe/snapshots"
import type { EventSnapshot } from "@/lib/stripe/verify-event"
import { applyOnce } from "@/lib/webhooks/apply-once"
import type { Outcome } from "@/lib/webhooks/rules"
import {
  applyCustomerEvent,
  findCustomerVersion,
  recordIgnored,
  saveFetchedCustomer,
} from "@/lib/webhooks/store/events"
import { withoutForgotten } from "@/lib/webhooks/without-forgotten"

/** Applies a change of a customer at Stripe to the copy of their name. */
export async function applyCustomer(event: EventSnapshot): Promise<Outcome> {
  const customer = readCustomer(event.object)
  const outcome = await applyCustomerEvent(event, customer)
  if (outcome === "unknown") return ignore(event)
  if (outcome !== "behind") return outcome
  const seenAt = await findCustomerVersion(customer.id)
  const fetched = await getStripeCustomer(customer.id)
  return applyOnce(event, async () => {
    if (fetched.snapshot.isDeleted) return "stale"
    const isMoved = await saveFetchedCustomer(fetched.snapshot, fetched.versionAt, seenAt)
    return isMoved ? "applied" : "stale"
  })
}

// One statement, unless the event failed before and so has its row already.
async function ignore(event: EventSnapshot): Promise<Outcome> {
  const shown = await withoutForgotten(event)
  return (await recordIgnored(shown)) ? "ignored" : applyOnce(shown, async () => "ignored")
}
