import { type ReturnedPlan, returnFromPlan } from "@/lib/billing/return-from-plan"
import { isPlanSession } from "@/lib/billing/store/plan-checkouts"
import { isOwnCheckout } from "@/lib/checkout/find-own-checkout"
import { fulfilCheckout } from "@/lib/checkout/fulfil-checkout"
import type { Visitor } from "@/lib/entitlements/store/access"
import { describeError, log } from "@/lib/log"
import { orderPath } from "@/lib/purchases/order-url"
import { stripeFailure } from "@/lib/stripe/failures"
import { findSession } from "@/lib/stripe/objects"

export type Returned =
  | { outcome: "order"; path: `/orders/${string}` }
  /** Paid, but neither this browser's nor this customer's: its link goes to the buyer's mailbox alone. */
  | { outcome: "mailed" }
  | { outcome: "pending"; checkoutId: string }
  /** Stripe's page was left unpaid. */
  | { outcome: "unpaid"; productPath: `/products/${string}` }
  | { outcome: "unknown" }
  | ReturnedPlan

/**
 * What a buyer sees who comes back from Stripe's page: fulfils first, so that no webhook is needed.
 * The order opens only in the browser that began it, and to the customer whose it is. A plan whose state
 * Stripe does not tell is pending; of an order that is thrown.
 */
export async function returnToShop(sessionId: string, visitor: Visitor): Promise<Returned> {
  if (!/^cs_[A-Za-z0-9_]{1,250}$/.test(sessionId)) return { outcome: "unknown" }
  try {
    return await lookAt(sessionId, visitor)
  } catch (error) {
    if (!stripeFailure(error) || !(await isPlanSession(sessionId))) throw error
    log.warn(describeError(error), "could not fulfil a plan on return")
    return { outcome: "plan-pending" }
  }
}

async function lookAt(sessionId: string, visitor: Visitor): Promise<Returned> {
  const session = await findSession(sessionId)
  if (!session) return { outcome: "unknown" }
  if (session.metadata.plan_checkout) return returnFromPlan(session, visitor.customerId)
  const fulfilment = await fulfilCheckout(session)
  if (fulfilment.outcome === "foreign" || fulfilment.outcome === "missing")
    return { outcome: "unknown" }
  const { checkout } = fulfilment
  const isOwn = isOwnCheckout(checkout, visitor)
  switch (checkout.status) {
    case "paid":
      return isOwn
        ? { outcome: "order", path: orderPath(checkout.id, checkout.linkVersion) }
        : { outcome: "mailed" }
    case "open":
    case "expired": {
      const slug = checkout.lines[0]?.edition.product.slug
      return slug ? { outcome: "unpaid", productPath: `/products/${slug}` } : { outcome: "unknown" }
    }
    case "processing":
    case "failed":
    case "withheld":
      return { outcome: "pending", checkoutId: checkout.id }
  }
}
