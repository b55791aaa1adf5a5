import Stripe from "stripe"
import { env, isLiveMode } from "@/lib/env"
import { AppError } from "@/lib/errors"
import { STRIPE_API_VERSION } from "@/lib/stripe/client"
import { newId } from "@/lib/tokens"

/**
 * An event as Stripe would send it, signed with this shop's own webhook secret, for trying the shop
 * out. Throws AppError "forbidden" beside a live key: nobody gets goods for money that never moved.
 */
export function signEvent(
  type: string,
  object: Record<string, unknown>,
): { id: string; body: string; signature: string } {
  if (isLiveMode())
    throw new AppError("forbidden", "This shop has a live Stripe key: purchases are not simulated.")
  const [secret] = env().STRIPE_WEBHOOK_SECRET
  if (!secret) throw new AppError("invalid", "STRIPE_WEBHOOK_SECRET is not set.")
  const id = `evt_simulated_${newId().replaceAll("-", "")}`
  const body = JSON.stringify({
    id,
    object: "event",
    api_version: STRIPE_API_VERSION,
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    pending_webhooks: 1,
    request: null,
    type,
    data: { object },
  })
  return {
    id,
    body,
    signature: Stripe.webhooks.generateTestHeaderString({ payload: body, secret }),
  }
}
