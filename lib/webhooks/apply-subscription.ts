import { mirrorSubscription } from "@/lib/billing/mirror-subscription"
import { remindSubscriber } from "@/lib/billing/remind-subscribers"
import { readSubscription } from "@/lib/stripe/subscription-snapshots"
import type { EventSnapshot } from "@/lib/stripe/verify-event"
import { applyOnce } from "@/lib/webhooks/apply-once"
import type { Outcome } from "@/lib/webhooks/rules"

/** Applies what happened to a subscription to its copy, and to what it opens. */
export async function applySubscription(event: EventSnapshot): Promise<Outcome> {
  const first = { snapshot: readSubscription(event.object), versionAt: event.createdAt }
  return mirrorSubscription(first.snapshot.id, first, (work) =>
    applyOnce(event, async () => {
      const outcome = await work()
      // Stripe's own reminder, three days before a trial ends; the worker looks for itself as well.
      if (event.type === "customer.subscription.trial_will_end")
        await remindSubscriber(first.snapshot.id)
      return outcome
    }),
  )
}
