import { findCheckout } from "@/lib/checkout/store/checkouts"
import { findCheckoutIdByPaymentIntent, savePaymentIntent } from "@/lib/checkout/store/settlement"
import { getShopId } from "@/lib/shop/store"
import { findPaymentIntent } from "@/lib/stripe/objects"

/** Whose a payment is: an order's; nobody's here; or this shop's, but its order is not here yet. */
export type Owner = { checkoutId: string } | "foreign" | "missing"

/**
 * Finds the order that a payment intent pays: by the shop's own row, else by the metadata that the
 * shop gave the intent, which Stripe is asked for. Must not run inside a transaction.
 */
export async function findOwner(paymentIntentId: string | null): Promise<Owner> {
  if (!paymentIntentId) return "foreign"
  const known = await findCheckoutIdByPaymentIntent(paymentIntentId)
  if (known) return { checkoutId: known }
  const intent = await findPaymentIntent(paymentIntentId)
  const checkoutId = intent?.metadata.checkout
  if (!checkoutId || intent?.metadata.kiosk !== (await getShopId())) return "foreign"
  if (!(await findCheckout(checkoutId))) return "missing"
  await savePaymentIntent(checkoutId, paymentIntentId)
  return { checkoutId }
}
