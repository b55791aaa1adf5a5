import type Stripe from "stripe"
import { type Applied, sum } from "@/lib/sandbox/billing/price-lines"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { findStored } from "@/lib/sandbox/stripe/objects"

/** The discounts of a subscription that count at this moment. */
export async function discountsOf(
  scope: Scope,
  { discounts }: Pick<Stripe.Subscription, "discounts">,
): Promise<Applied[]> {
  const applied: Applied[] = []
  for (const reference of discounts) {
    const found = await findStored(scope, "discount", idOf(reference))
    if (!found || (found.data.end !== null && found.data.end <= scope.now)) continue
    const id = idOf(found.data.source.coupon)
    const coupon =
      (await findStored(scope, "coupon", id)) ?? (await findStored(scope, "deleted_coupon", id))
    if (coupon) applied.push({ id: found.data.id, coupon: coupon.data })
  }
  return applied
}

/**
 * The discounts that stay: one that counts once goes with the first invoice that it lowered, one
 * that counts for some months with the first invoice after them.
 */
export async function stayingDiscounts(
  scope: Scope,
  subscription: Stripe.Subscription,
  discounts: Applied[],
  lines: Stripe.InvoiceLineItem[],
): Promise<Stripe.Subscription["discounts"]> {
  const amounts = lines.flatMap((line) => line.discount_amounts ?? [])
  const gone = new Set<string>()
  for (const reference of subscription.discounts) {
    const found = await findStored(scope, "discount", idOf(reference))
    if (!found || found.data.end === null || found.data.end > scope.now) continue
    gone.add(found.data.id)
    await emit(scope, "customer.discount.deleted", found.data)
  }
  for (const { id, coupon } of discounts) {
    const used = sum(amounts.filter((one) => one.discount === id).map((one) => one.amount))
    if (coupon.duration !== "once" || used === 0) continue
    gone.add(id)
    const stored = await findStored(scope, "discount", id)
    if (stored) await emit(scope, "customer.discount.deleted", stored.data)
  }
  return subscription.discounts.filter((one) => !gone.has(idOf(one)))
}
