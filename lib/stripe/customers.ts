import { stripe } from "@/lib/stripe/client"
import { stripeFailure } from "@/lib/stripe/failures"
import { newId } from "@/lib/tokens"

export type NewStripeCustomer = {
  customerId: string
  shopId: string
  email: string
  name: string | null
  /** The one that was deleted at Stripe; null: there never was one. */
  replaces: string | null
}

/**
 * Makes a customer at Stripe; asked for twice, it is the same one. A failure that Stripe keeps under
 * the key (a 5xx, or a name that changed since) is tried once more under a new key: a second, empty
 * customer there does no harm. Throws the SDK's errors.
 */
export async function createStripeCustomer(customer: NewStripeCustomer): Promise<string> {
  const key = `customer:${customer.customerId}:${customer.replaces ?? "first"}`
  try {
    return await create(customer, key)
  } catch (error) {
    if (stripeFailure(error) !== "definite") throw error
    return create(customer, `${key}:${newId()}`)
  }
}

async function create(customer: NewStripeCustomer, idempotencyKey: string): Promise<string> {
  const { id } = await stripe().customers.create(
    {
      email: customer.email,
      ...(customer.name ? { name: customer.name } : {}),
      metadata: { kiosk: customer.shopId, customer: customer.customerId },
    },
    { idempotencyKey },
  )
  return id
}
