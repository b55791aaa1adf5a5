import type Stripe from "stripe"

export const cards = {
  pays: "4242 4242 4242 4242",
  declined: "4000 0000 0000 0002",
  noFunds: "4000 0000 0000 9995",
  authenticate: "4000 0025 0000 3155",
  failsWhenCharged: "4000 0000 0000 0341",
  settlesLater: "4000 0000 0000 7007",
  disputed: "4000 0000 0000 0259",
  pendingRefund: "4000 0000 0000 7726",
}

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

/** Sends the hosted page's form as a browser does, without following the redirect. */
export function submit(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: { origin: new URL(url).origin, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams(fields),
  })
}

/** Pays a session with a card. */
export function pay(
  session: Stripe.Checkout.Session,
  card = cards.pays,
  more: Record<string, string> = {},
): Promise<Response> {
  return submit(session.url ?? "", {
    email: "Ada@example.com",
    cardNumber: card,
    cardExpiry: "12/34",
    cardCvc: "123",
    cardName: "Ada Lovelace",
    ...more,
  })
}

/** The text of an answer's elements with that test id. */
export function textsOf(page: string, testId: string): string[] {
  const pattern = new RegExp(`data-testid="${testId}"[^>]*>([^<]*)<`, "g")
  return [...page.matchAll(pattern)].map((match) => (match[1] ?? "").trim())
}
