import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { findObjects, findStored } from "@/lib/sandbox/stripe/objects"

/**
 * The cards that a session's page offers its customer: those that may be shown again, the default
 * first. Without filters only `always` is shown.
 * Source: https://docs.stripe.com/payments/existing-customers
 */
export async function savedMethods(
  scope: Scope,
  session: Stripe.Checkout.Session,
): Promise<Stripe.PaymentMethod[]> {
  if (session.mode === "setup" || typeof session.customer !== "string") return []
  const shown: string[] = session.saved_payment_method_options?.allow_redisplay_filters ?? [
    "always",
  ]
  const all = await findObjects(scope, "payment_method", { customer: session.customer })
  const customer = await findStored(scope, "customer", session.customer)
  const first = customer?.data.invoice_settings.default_payment_method
  return all
    .filter((method) => method.card && shown.includes(method.allow_redisplay ?? "unspecified"))
    .sort((a, b) => Number(b.id === first) - Number(a.id === first))
}

/** A saved card in words: "Visa ending in 4242, expires 12/34". */
export function nameMethod({ card }: Stripe.PaymentMethod): string {
  const brand = card ? card.brand[0]?.toUpperCase() + card.brand.slice(1) : "Card"
  const month = String(card?.exp_month ?? "").padStart(2, "0")
  return `${brand} ending in ${card?.last4}, expires ${month}/${String(card?.exp_year).slice(-2)}`
}

/** Whether the page has a box to keep the card that is typed. */
export function maySave(session: Stripe.Checkout.Session): boolean {
  const save = session.saved_payment_method_options?.payment_method_save
  return session.mode === "payment" && save === "enabled" && session.amount_total !== 0
}
