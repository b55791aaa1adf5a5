import { closedReason, priceFor } from "@/lib/catalog/rules"
import { findSellableEdition } from "@/lib/catalog/store/editions"
import { draftOrder } from "@/lib/checkout/draft-order"
import { findCheckoutByAttempt, recordCheckout } from "@/lib/checkout/store/checkouts"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { env } from "@/lib/env"
import { AppError } from "@/lib/errors"
import { orderUrl } from "@/lib/purchases/order-url"
import { campaignOf } from "@/lib/shop/campaign-rules"
import { getShopId } from "@/lib/shop/store"
import { toStripeAmount } from "@/lib/stripe/amounts"
import { signEvent } from "@/lib/stripe/sign-event"
import { newId } from "@/lib/tokens"

export type SimulatedPurchase = {
  checkoutId: string
  eventId: string
  /** What the running shop answered to the webhook. */
  outcome: string
  orderUrl: string
}

/**
 * Buys an edition without Stripe: writes the order as a click would, then sends the running shop the
 * signed webhook that a payment would, so that fulfilment, receipt and delivery are the real ones.
 * Throws AppError "forbidden" beside a live key, "not-found" for what is not for sale, "unavailable"
 * when the shop does not answer.
 */
export async function simulatePurchase(input: {
  editionSlug: string
  email: string
  currency: string | null
}): Promise<SimulatedPurchase> {
  const edition = await findSellableEdition(input.editionSlug)
  const price = edition && priceFor(edition.prices, input.currency)
  if (!edition || !price || closedReason(edition, now()))
    throw new AppError("not-found", `No edition "${input.editionSlug}" is for sale.`)
  const attempt = newId()
  const order = await draftOrder(edition, price, { attempt, campaign: campaignOf(null) })
  const sessionOf = (checkoutId: string, shopId: string) => ({
    id: `cs_test_simulated_${checkoutId.replaceAll("-", "")}`,
    object: "checkout.session",
    mode: "payment",
    status: "complete",
    payment_status: price.amount === 0 ? "no_payment_required" : "paid",
    url: null,
    currency: price.currency,
    amount_subtotal: toStripeAmount(price),
    amount_total: toStripeAmount(price),
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    customer: null,
    customer_details: { email: input.email, name: null, address: { country: null } },
    payment_intent: null,
    metadata: { kiosk: shopId, checkout: checkoutId },
    client_reference_id: checkoutId,
    expires_at: Math.floor(Date.now() / 1000) + 86_400,
    livemode: false,
  })
  // Signed once in vain, so that a live key is refused before anything is written.
  signEvent("checkout.session.completed", {})
  await transaction(() => recordCheckout(order, now()))
  const checkout = await findCheckoutByAttempt(attempt)
  if (!checkout) throw new Error("The order was not written.")
  const event = signEvent("checkout.session.completed", sessionOf(checkout.id, await getShopId()))
  return {
    checkoutId: checkout.id,
    eventId: event.id,
    outcome: await post(event),
    orderUrl: orderUrl(checkout.id, checkout.linkVersion),
  }
}

async function post(event: { body: string; signature: string }): Promise<string> {
  const url = `${env().PUBLIC_URL}/api/webhooks/stripe`
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "stripe-signature": event.signature },
    body: event.body,
    signal: AbortSignal.timeout(20_000),
  }).catch((error: unknown) => {
    throw new AppError(
      "unavailable",
      `The shop does not answer at ${env().PUBLIC_URL}. Start it with npm start.`,
      { cause: error },
    )
  })
  const answer: unknown = await response.json()
  if (!response.ok) throw new AppError("unavailable", `The webhook answered ${response.status}.`)
  const outcome = typeof answer === "object" && answer && Reflect.get(answer, "outcome")
  return typeof outcome === "string" ? outcome : "unknown"
}
