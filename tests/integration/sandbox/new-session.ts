import type Stripe from "stripe"

/** A session for one thing; what a test needs otherwise it says. */
export function newSession(
  stripe: Stripe,
  given: Stripe.Checkout.SessionCreateParams = {},
): Promise<Stripe.Response<Stripe.Checkout.Session>> {
  return stripe.checkout.sessions.create({
    mode: "payment",
    success_url: "http://127.0.0.1:3000/checkout/success?session_id={CHECKOUT_SESSION_ID}",
    cancel_url: "http://127.0.0.1:3000/products/field-guide",
    line_items: [line(2000)],
    ...given,
  })
}

/** One inline line, in minor units. */
export function line(
  amount: number,
  currency = "usd",
  more: Partial<Stripe.Checkout.SessionCreateParams.LineItem.PriceData> = {},
): Stripe.Checkout.SessionCreateParams.LineItem {
  return {
    quantity: 1,
    price_data: { currency, unit_amount: amount, product_data: { name: "Field guide" }, ...more },
  }
}
