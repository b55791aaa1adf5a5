import type Stripe from "stripe"
import { vatRates } from "@/lib/sandbox/checkout/tax"
import { readTaxId } from "@/lib/sandbox/stripe/tax-numbers"
import { passesLuhn } from "@/lib/sandbox/stripe/test-cards"

/** What the hosted page's form sends; every value is what the buyer typed, trimmed. */
export type PaymentForm = {
  email: string
  method: "bank" | "card"
  cardNumber: string
  cardExpiry: string
  cardCvc: string
  cardName: string
  country: string
  businessName: string
  taxId: string
  terms: string
  /** The saved card that was chosen; empty: another one. */
  savedMethod: string
  saveCard: boolean
}

export type Field = Exclude<keyof PaymentForm, "method" | "savedMethod" | "saveCard">
export type FieldErrors = Partial<Record<Field, string>>

export const emptyForm: PaymentForm = {
  email: "",
  method: "card",
  cardNumber: "",
  cardExpiry: "",
  cardCvc: "",
  cardName: "",
  country: "",
  businessName: "",
  taxId: "",
  terms: "",
  savedMethod: "",
  saveCard: false,
}

/** The form of a request's body. */
export function readForm(body: URLSearchParams): PaymentForm {
  const value = (name: string) => (body.get(name) ?? "").trim().slice(0, 500)
  return {
    email: value("email"),
    method: value("method") === "bank" ? "bank" : "card",
    cardNumber: value("cardNumber").replace(/[\s-]/g, ""),
    cardExpiry: value("cardExpiry"),
    cardCvc: value("cardCvc"),
    cardName: value("cardName"),
    country: value("country"),
    businessName: value("businessName"),
    taxId: value("taxId"),
    terms: value("terms"),
    savedMethod: value("savedMethod"),
    saveCard: value("saveCard") === "yes",
  }
}

/** Month and four-digit year of `12/34`, `12 / 2034` or `1234`; null where it is no date. */
export function readExpiry(text: string): { month: number; year: number } | null {
  const match = /^(\d{1,2})\s*[/.-]?\s*(\d{2}|\d{4})$/.exec(text)
  const month = Number(match?.[1])
  const year = Number(match?.[2])
  if (!match || month < 1 || month > 12) return null
  return { month, year: year < 100 ? 2000 + year : year }
}

/** Which of the optional fields a session's page shows. */
export function asks(session: Stripe.Checkout.Session) {
  const always = session.mode === "subscription" && session.payment_method_collection === "always"
  return {
    card: session.amount_total !== 0 || always,
    bank:
      session.mode === "payment" &&
      session.amount_total !== 0 &&
      session.payment_method_types.includes("sepa_debit"),
    country: session.automatic_tax.enabled || session.billing_address_collection === "required",
    taxId: session.tax_id_collection?.enabled ?? false,
    terms: session.consent_collection?.terms_of_service === "required",
  }
}

/**
 * What is wrong with the form, field by field, in words for the buyer; empty when nothing is.
 * @param hasCard a saved card is chosen: no card need be typed
 */
export function checkForm(
  session: Stripe.Checkout.Session,
  form: PaymentForm,
  nowSeconds: number,
  hasCard = false,
): FieldErrors {
  const shown = asks(session)
  const email = emailOf(session) ?? form.email
  const errors: FieldErrors = {}
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    errors.email = "Enter your email address, such as name@example.com."
  }
  if (shown.country && vatRates[form.country] === undefined) {
    errors.country = "Choose your country."
  }
  if (shown.taxId) Object.assign(errors, checkBusiness(form))
  if (shown.terms && form.terms !== "accepted") {
    errors.terms = "Accept the terms to go on."
  }
  if (!shown.card || hasCard || (shown.bank && form.method === "bank")) return errors
  return { ...errors, ...checkCard(form, nowSeconds) }
}

/** A business gives its number and its name, or none of both. */
function checkBusiness({ businessName, country, taxId }: PaymentForm): FieldErrors {
  if (!taxId) return {}
  const errors: FieldErrors = {}
  if (!readTaxId(country, taxId)) {
    errors.taxId = "Your VAT number is not right for this country. Leave it empty if you have none."
  }
  if (!businessName) errors.businessName = "Enter the name of your business."
  return errors
}

/** What is wrong with a card as it was typed, in words for the buyer; empty when nothing is. */
export function checkCard(
  form: Pick<PaymentForm, "cardCvc" | "cardExpiry" | "cardNumber">,
  nowSeconds: number,
): FieldErrors {
  const errors: FieldErrors = {}
  if (!passesLuhn(form.cardNumber)) {
    errors.cardNumber = "Your card number is not right. Check it, or take one from the list."
  }
  const expiry = readExpiry(form.cardExpiry)
  if (!expiry) errors.cardExpiry = "Enter month and year, such as 12/34."
  else if (Date.UTC(expiry.year, expiry.month) / 1000 <= nowSeconds) {
    errors.cardExpiry = "This date is in the past."
  }
  if (!/^\d{3,4}$/.test(form.cardCvc)) errors.cardCvc = "Enter the 3 or 4 digits."
  return errors
}

/** The address that a session was given, and its buyer cannot change; null: they type it. */
export function emailOf(session: Stripe.Checkout.Session): string | null {
  // A customer that the session made itself, at a refused try, may still correct the address.
  const given = session.customer_creation === null ? session.customer_details?.email : null
  return session.customer_email ?? given ?? null
}
