import { fulfilPlan } from "@/lib/billing/fulfil-plan"
import { fulfilCheckout } from "@/lib/checkout/fulfil-checkout"
import { getShopId } from "@/lib/shop/store"
import { readSession } from "@/lib/stripe/snapshots"
import type { EventSnapshot } from "@/lib/stripe/verify-event"
import { applyOnce } from "@/lib/webhooks/apply-once"
import { applySavedCard } from "@/lib/webhooks/apply-saved-card"
import type { Outcome } from "@/lib/webhooks/rules"

/** Applies what happened to a Checkout session to its order. */
export async function applySession(event: EventSnapshot): Promise<Outcome> {
  if (event.object.mode === "setup") return applySavedCard(event)
  const { mode } = event.object
  if (mode !== "payment" && mode !== "subscription") return applyOnce(event, async () => "ignored")
  const session = readSession(event.object)
  if (session.metadata.plan_checkout || mode === "subscription")
    return fulfilPlan(session, (work) => applyOnce(event, work), event.createdAt)
  // Read before the transaction: the first call of a process writes it.
  await getShopId()
  const paymentFailed = event.type === "checkout.session.async_payment_failed"
  return applyOnce(event, async () => {
    const { outcome } = await fulfilCheckout({ ...session, paymentFailed }, event.createdAt)
    switch (outcome) {
      case "foreign":
        return "ignored"
      case "missing":
        return "parked"
      case "unchanged":
        return "stale"
      case "moved":
        return "applied"
    }
  })
}
