import { findPayer, saveStripeCustomer } from "@/lib/customers/store/customers"
import { getShopId } from "@/lib/shop/store"
import { createStripeCustomer } from "@/lib/stripe/customers"

/**
 * The id of a customer at Stripe, where their saved cards are; made when they have none, or when the
 * one they had (`gone`) was deleted there. Null for a customer who is not there or was erased. Throws
 * the SDK's errors; `stripeFailure` sorts them. Must not run inside a transaction.
 */
export async function openStripeCustomer(
  customerId: string,
  gone: string | null = null,
): Promise<string | null> {
  const payer = await findPayer(customerId)
  if (!payer) return null
  const { email, name, stripeCustomerId: known } = payer
  if (known && known !== gone) return known
  const made = await createStripeCustomer({
    customerId,
    shopId: await getShopId(),
    email,
    name,
    replaces: known,
  })
  await saveStripeCustomer(customerId, made, known)
  // Of two at once the first stays.
  return (await findPayer(customerId))?.stripeCustomerId ?? made
}
