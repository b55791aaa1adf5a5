import { z } from "zod"
import { stripe } from "@/lib/stripe/client"
import { stripeFailure } from "@/lib/stripe/failures"

export type SetupRequest = {
  stripeCustomerId: string
  customerId: string
  shopId: string
  successUrl: string
  cancelUrl: string
}

const id = z.union([z.string(), z.object({ id: z.string() }).transform((object) => object.id)])

const setupSession = z
  .object({
    id: z.string(),
    mode: z.literal("setup"),
    status: z.enum(["open", "complete", "expired"]),
    customer: id.nullish(),
    setup_intent: z.object({ status: z.string(), payment_method: id.nullish() }).nullish(),
    metadata: z.record(z.string(), z.string()).nullish(),
  })
  .transform((raw) => ({
    id: raw.id,
    status: raw.status,
    stripeCustomerId: raw.customer ?? null,
    /** The card that was saved; null: none was. */
    cardId:
      raw.setup_intent?.status === "succeeded" ? (raw.setup_intent.payment_method ?? null) : null,
    shopId: raw.metadata?.kiosk ?? null,
  }))

/** A Checkout session that only saves a card. */
export type SetupSnapshot = z.infer<typeof setupSession>

/**
 * Makes a Checkout session that saves a card for a customer; the address of its page. The customer
 * asks for it on their own page of cards, so the card may be shown to them again on payment pages.
 * Throws the SDK's errors. Source: https://docs.stripe.com/payments/checkout/save-and-reuse
 */
export async function createSetupSession(request: SetupRequest): Promise<string> {
  const metadata = { kiosk: request.shopId, customer: request.customerId }
  const { url } = await stripe().checkout.sessions.create({
    mode: "setup",
    customer: request.stripeCustomerId,
    allowed_payment_method_types: ["card"],
    payment_method_data: { allow_redisplay: "always" },
    metadata,
    setup_intent_data: { metadata },
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
  })
  if (!url) throw new Error("Stripe gave no address for the page that saves a card.")
  return url
}

/** A session that saves a card, as it is now; null when Stripe has none of that id, or it pays. */
export async function findSetupSession(sessionId: string): Promise<SetupSnapshot | null> {
  if (!/^cs_[A-Za-z0-9_]{1,250}$/.test(sessionId)) return null
  try {
    const found = await stripe().checkout.sessions.retrieve(sessionId, { expand: ["setup_intent"] })
    return found.mode === "setup" ? setupSession.parse(found) : null
  } catch (error) {
    if (stripeFailure(error) === "not-found") return null
    throw error
  }
}
