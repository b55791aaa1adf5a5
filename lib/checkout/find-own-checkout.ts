import { type CheckoutRow, findCheckout } from "@/lib/checkout/store/checkouts"
import type { Visitor } from "@/lib/entitlements/store/access"

/**
 * An order that this visitor may know of: begun in this browser, or of the customer who is signed in.
 * Without an id the one that this browser began last. Null for anybody else's, as for none.
 */
export async function findOwnCheckout(
  id: string | undefined,
  { customerId, checkoutIds }: Visitor,
): Promise<CheckoutRow | null> {
  const wanted = id ?? checkoutIds[0]
  const checkout = wanted ? await findCheckout(wanted) : null
  if (!checkout) return null
  const isOwn = customerId !== null && checkout.customerId === customerId
  return isOwn || checkoutIds.includes(checkout.id) ? checkout : null
}
