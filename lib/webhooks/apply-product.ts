import { mirrorProduct } from "@/lib/billing/mirror-product"
import { readProduct } from "@/lib/stripe/subscription-snapshots"
import type { EventSnapshot } from "@/lib/stripe/verify-event"
import { applyOnce } from "@/lib/webhooks/apply-once"
import type { Outcome } from "@/lib/webhooks/rules"

/** Applies a change of a product at Stripe: what it opens for those who have it. */
export async function applyProduct(event: EventSnapshot): Promise<Outcome> {
  const first = { snapshot: readProduct(event.object), versionAt: event.createdAt }
  return mirrorProduct(first.snapshot.id, first, (work) => applyOnce(event, work))
}
