import { stripe } from "@/lib/stripe/client"
import { stripeFailure } from "@/lib/stripe/failures"
import { findSession } from "@/lib/stripe/objects"
import { readSession, type SessionSnapshot } from "@/lib/stripe/snapshots"

/**
 * Ends an open Checkout session, so that nobody can pay it any more; the session as it then is. One
 * that was paid or has lapsed stays what it is. Null when Stripe has none of that id. Throws the
 * SDK's errors. Source: https://docs.stripe.com/api/checkout/sessions/expire
 */
export async function endSession(sessionId: string): Promise<SessionSnapshot | null> {
  try {
    return readSession(await stripe().checkout.sessions.expire(sessionId))
  } catch (error) {
    const failure = stripeFailure(error)
    // Refused because it is not open (400), or gone.
    if (failure === "defect" || failure === "not-found") return findSession(sessionId)
    throw error
  }
}
