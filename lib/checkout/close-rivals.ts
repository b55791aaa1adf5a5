import { finishedCheckout, type StartedCheckout } from "@/lib/checkout/continue-checkout"
import { type CheckoutRow, listOpenOrders } from "@/lib/checkout/store/checkouts"
import { now, plusSeconds } from "@/lib/clock"
import { describeError, log } from "@/lib/log"
import { endSession } from "@/lib/stripe/end-session"
import { stripeFailure } from "@/lib/stripe/failures"

/** From when on an order may still have its page open at Stripe: that lapses after 24 hours. */
export function sessionsSince(): Date {
  return plusSeconds(now(), -25 * 3600)
}

/**
 * Ends the other open orders of a customer for one edition (at a price or in a currency that they no
 * longer chose), so that two pages cannot both be paid. One that was paid meanwhile is what the click
 * leads to; null: none was. When Stripe does not answer, the click goes on.
 */
export async function closeRivals(
  checkout: CheckoutRow,
  editionId: string,
): Promise<StartedCheckout | null> {
  if (!checkout.customerId) return null
  const open = await listOpenOrders(checkout.customerId, editionId, sessionsSince())
  for (const rival of open) {
    if (rival.id === checkout.id || !rival.stripeSessionId) continue
    try {
      const session = await endSession(rival.stripeSessionId)
      if (!session) continue
      const finished = await finishedCheckout(rival, session)
      if (session.status === "complete") return finished
    } catch (error) {
      if (!stripeFailure(error)) throw error
      log.warn({ checkout: rival.id, ...describeError(error) }, "an older order stays open")
    }
  }
  return null
}
