import { type CheckoutRow, findCheckout } from "@/lib/checkout/store/checkouts"
import type { Visitor } from "@/lib/entitlements/store/access"

/**
 * An order that this visitor may know of: begun in this browser, or of the customer who is signed in.
 * Without an id the one that this browser began last. Null for anybody else's, as for none.
 */
export async function findOwnCheckout(
  id: string | undefined,
  visitor: Visitor,
): Promise<CheckoutRow | null> {
  const wanted = id ?? visitor.checkoutIds[0]
  const checkout = wanted ? await findCheckout(wanted) : null
  return checkout && isOwnCheckout(checkout, visitor) ? checkout : null
}

/** Whether an order is of the customer who is signed in, or was begun in this browser and given to nobody else. */
export function isOwnCheckout(
  checkout: Pick<CheckoutRow, "id" | "customerId" | "reassignedAt">,
  { customerId, checkoutIds }: Visitor,
): boolean {
  if (customerId !== null && checkout.customerId === customerId) return true
  return checkout.reassignedAt === null && checkoutIds.includes(checkout.id)
}
