import { stripe } from "@/lib/stripe/client"
import { isForbidden } from "@/lib/stripe/failures"

/** Whose key it is at Stripe. */
export type StripeAccount = {
  id: string
  name: string | null
  /** Whether it may take money; false until Stripe has all that it asks of a business. */
  canCharge: boolean
}

/**
 * The account that the shop's key belongs to; null: a restricted key, which Stripe knows and does not let
 * read it. Throws the SDK's errors.
 */
export async function getAccount(): Promise<StripeAccount | null> {
  try {
    const found = await stripe().accounts.retrieveCurrent()
    const name = found.settings?.dashboard.display_name ?? found.business_profile?.name ?? null
    return { id: found.id, name, canCharge: found.charges_enabled }
  } catch (error) {
    if (isForbidden(error)) return null
    throw error
  }
}
