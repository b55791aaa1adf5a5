import Stripe from "stripe"
import { env } from "@/lib/env"

export type SignedEvent = { body: string; signature: string }

/** An event as Stripe sends it, signed at this moment: it is good for five minutes. */
export function signNow(event: unknown): SignedEvent {
  const body = JSON.stringify(event)
  const [secret = ""] = env().STRIPE_WEBHOOK_SECRET
  return { body, signature: Stripe.webhooks.generateTestHeaderString({ payload: body, secret }) }
}
