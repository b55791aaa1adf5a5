import { html } from "hono/html"
import type Stripe from "stripe"
import {
  asks,
  emailOf,
  type Field,
  type FieldErrors,
  type PaymentForm,
} from "@/lib/sandbox/checkout/payment-form"
import { maySave, nameMethod } from "@/lib/sandbox/checkout/saved-methods"
import { vatRates, withTax } from "@/lib/sandbox/checkout/tax"
import { formatMoney } from "@/lib/sandbox/money"
import type { Html } from "@/lib/sandbox/page"

export type Filled = {
  form: PaymentForm
  errors: FieldErrors
  saved: Stripe.PaymentMethod[]
  locale: string
}

type Input = {
  name: Field
  label: string
  value: string
  autocomplete: string
  type?: string
  inputmode?: string
  placeholder?: string
  readonly?: boolean
  first?: Field | undefined
}

/** One labelled input with its message; the first that is wrong takes the focus. */
function input(field: Input, errors: FieldErrors): Html {
  const error = errors[field.name]
  const attributes = [
    field.inputmode ? html` inputmode="${field.inputmode}"` : "",
    field.placeholder ? html` placeholder="${field.placeholder}"` : "",
    field.readonly ? html` readonly` : "",
    error ? html` aria-invalid="true" aria-describedby="${field.name}-error"` : "",
    field.first === field.name ? html` autofocus` : "",
  ]
  return html`<div class="field">
    <label for="${field.name}">${field.label}</label>
    <input id="${field.name}" name="${field.name}" type="${field.type ?? "text"}" value="${field.value}" autocomplete="${field.autocomplete}"${attributes} />
    ${message(field.name, error)}
  </div>`
}

function message(name: Field, error: string | undefined): Html | "" {
  if (!error) return ""
  return html`<p class="error" id="${name}-error" role="alert" data-testid="error">${error}</p>`
}

/** The fields that a session's payment page asks for; the security code is never sent back. */
export function paymentFields(
  session: Stripe.Checkout.Session,
  lines: Stripe.LineItem[],
  filled: Filled,
): Html {
  const { form, errors } = filled
  const shown = asks(session)
  const order: Field[] = [
    "email",
    "cardNumber",
    "cardExpiry",
    "cardCvc",
    "country",
    "taxId",
    "businessName",
    "terms",
  ]
  const first = order.find((name) => errors[name])
  const known = emailOf(session)
  return html`
    ${input(
      {
        name: "email",
        label: "Email",
        type: "email",
        value: known ?? form.email,
        autocomplete: "email",
        readonly: Boolean(known),
        first,
      },
      errors,
    )}
    ${shown.card ? savedChoice(filled) : ""}
    ${shown.bank && filled.saved.length === 0 ? methods(form) : ""}
    ${shown.card ? cardFields(filled, first) : ""}
    ${maySave(session) ? saveBox(form) : ""}
    ${shown.country ? countries(session, lines, filled, first) : ""}
    ${shown.taxId ? business(filled, first) : ""}
    ${shown.terms ? terms(session, errors) : ""}`
}

function methods(form: PaymentForm): Html {
  const choice = (value: PaymentForm["method"], label: string) => html`<label class="choice">
    <input type="radio" name="method" value="${value}"${form.method === value ? html` checked` : ""} />
    <span>${label}</span>
  </label>`
  return html`<fieldset>
    <legend>Payment method</legend>
    ${choice("card", "Card")}
    ${choice("bank", "Bank transfer (settles later; leave the card empty)")}
  </fieldset>`
}

/** The cards that the customer saved, one of them chosen: one click pays. */
function savedChoice({ form, saved }: Filled): Html | "" {
  if (saved.length === 0) return ""
  const choice = (value: string, label: string) => html`<label class="choice">
    <input type="radio" name="savedMethod" value="${value}"${form.savedMethod === value ? html` checked` : ""} />
    <span>${label}</span>
  </label>`
  return html`<fieldset>
    <legend>Saved cards</legend>
    ${saved.map((method) => choice(method.id, nameMethod(method)))}
    ${choice("", "Another card: fill it in below")}
  </fieldset>`
}

function saveBox(form: PaymentForm): Html {
  return html`<div class="field">
    <label class="choice">
      <input type="checkbox" name="saveCard" value="yes"${form.saveCard ? html` checked` : ""} />
      <span>Save this card for my next purchases</span>
    </label>
  </div>`
}

/** The inputs of a card; `first` takes the focus. */
export function cardFields(
  { form, errors, saved }: Omit<Filled, "locale">,
  first: Field | undefined,
): Html {
  return html`<fieldset>
    <legend>${saved.length > 0 ? "Another card" : "Card"}</legend>
    ${input({ name: "cardNumber", label: "Card number", value: form.cardNumber.replace(/(\d{4})(?=\d)/g, "$1 "), autocomplete: "cc-number", inputmode: "numeric", placeholder: "4242 4242 4242 4242", first }, errors)}
    <div class="pair">
      ${input({ name: "cardExpiry", label: "Expires (MM/YY)", value: form.cardExpiry, autocomplete: "cc-exp", inputmode: "numeric", placeholder: "12/34", first }, errors)}
      ${input({ name: "cardCvc", label: "Security code", value: "", autocomplete: "cc-csc", inputmode: "numeric", placeholder: "123", first }, errors)}
    </div>
    ${input({ name: "cardName", label: "Name on card", value: form.cardName, autocomplete: "cc-name", first }, errors)}
  </fieldset>`
}

/** Countries; with tax each says what the whole then costs, as no script can add it up later. */
function countries(
  session: Stripe.Checkout.Session,
  lines: Stripe.LineItem[],
  { form, errors, locale }: Filled,
  first: Field | undefined,
): Html {
  const names = new Intl.DisplayNames([locale, "en"], { type: "region" })
  const label = (code: string, rate: number) => {
    const name = names.of(code) ?? code
    if (!session.automatic_tax.enabled || rate === 0) return name
    const total = withTax(lines, rate).total
    return `${name}: ${formatMoney(total, session.currency ?? "usd", locale)} with ${rate} % tax`
  }
  const options = Object.entries(vatRates).map(
    ([code, rate]) =>
      html`<option value="${code}"${form.country === code ? html` selected` : ""}>${label(code, rate)}</option>`,
  )
  const error = errors.country
  return html`<div class="field">
    <label for="country">Country</label>
    <select id="country" name="country" autocomplete="country"${error ? html` aria-invalid="true" aria-describedby="country-error"` : ""}${first === "country" ? html` autofocus` : ""}>
      <option value="">Choose</option>
      ${options}
    </select>
    ${message("country", error)}
  </div>`
}

/** At Stripe the fields come up where a country has such numbers; this page has no script. */
function business({ form, errors }: Filled, first: Field | undefined): Html {
  return html`<fieldset>
    <legend>Business (may be left empty)</legend>
    ${input({ name: "taxId", label: "VAT number", value: form.taxId, autocomplete: "off", placeholder: "FR83404833048", first }, errors)}
    ${input({ name: "businessName", label: "Name of the business", value: form.businessName, autocomplete: "organization", first }, errors)}
    <p class="hint">Digits that are all 1 are unknown to the authority, all 2 are never answered, any others are known.</p>
  </fieldset>`
}

function terms(session: Stripe.Checkout.Session, errors: FieldErrors): Html {
  const text = session.custom_text.terms_of_service_acceptance?.message
  const error = errors.terms
  return html`<div class="field">
    <label class="choice">
      <input type="checkbox" name="terms" value="accepted"${error ? html` aria-invalid="true" aria-describedby="terms-error"` : ""} />
      <span>${text ?? "I agree to the terms of service."}</span>
    </label>
    ${message("terms", error)}
  </div>`
}
