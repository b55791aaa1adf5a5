import { html } from "hono/html"
import type Stripe from "stripe"
import { cardTable } from "@/lib/sandbox/checkout/card-table"
import { paymentFields } from "@/lib/sandbox/checkout/payment-fields"
import {
  asks,
  emptyForm,
  type FieldErrors,
  type PaymentForm,
} from "@/lib/sandbox/checkout/payment-form"
import { formatMoney } from "@/lib/sandbox/money"
import { type Html, originOf, renderPage } from "@/lib/sandbox/page"

export type PaymentPage = {
  session: Stripe.Checkout.Session
  lines: Stripe.LineItem[]
  /** The customer's cards to choose from. */
  saved: Stripe.PaymentMethod[]
  /** What the subscription costs, in words; null: none is started. */
  recurring: string | null
  /** A promotion code that was typed and refused, and why. */
  code?: { typed: string; wrong: string }
  /** What was typed before, when the page comes back with something to correct. */
  form?: PaymentForm
  errors?: FieldErrors
  /** Why the payment was refused. */
  refusal?: string
}

/** The hosted payment page of an open session: what is bought, what it costs, how to pay. */
export function paymentPage(page: PaymentPage): Promise<Response> {
  const { session, lines } = page
  const locale = localeOf(session)
  const failed = page.refusal !== undefined || Object.keys(page.errors ?? {}).length > 0
  const total = formatMoney(session.amount_total ?? 0, session.currency ?? "usd", locale)
  const fields = paymentFields(session, lines, {
    form: page.form ?? { ...emptyForm, savedMethod: page.saved[0]?.id ?? "" },
    errors: page.errors ?? {},
    saved: page.saved,
    locale,
  })
  const isSetup = session.mode === "setup"
  return renderPage({
    title: `${failed ? "Please check: " : ""}${isSetup ? "Save a card" : `Pay ${total}`}`,
    narrow: isSetup,
    formTargets: [...originOf(session.success_url), ...originOf(session.cancel_url)],
    body: html`<div class="${isSetup ? "" : "pay"}">
      ${isSetup ? html`<h1>Save a card</h1><p class="hint">It is kept for your next purchases. Nothing is charged now.</p>` : summary(page, total, locale)}
      <section aria-labelledby="pay-heading">
        <h2 id="pay-heading">Your details</h2>
        ${page.refusal === undefined ? "" : html`<p class="alert error" role="alert" tabindex="-1" autofocus data-testid="error">${page.refusal}</p>`}
        <form method="post" action="/c/pay/${session.id}" novalidate>
          ${fields}
          ${session.custom_text.submit ? html`<p class="hint">${session.custom_text.submit.message}</p>` : ""}
          <button class="wide" type="submit" data-testid="pay">${verb(session, total)}</button>
        </form>
        ${session.cancel_url ? html`<a class="back" href="${session.cancel_url}" data-testid="cancel">Cancel and go back</a>` : ""}
        ${asks(session).card ? cardTable() : ""}
      </section>
    </div>`,
  })
}

export function localeOf(session: Stripe.Checkout.Session): string {
  return session.locale === null || session.locale === "auto" ? "en" : session.locale
}

function verb(session: Stripe.Checkout.Session, total: string): string {
  if (session.mode === "setup") return "Save card"
  if (session.mode === "subscription") {
    return session.amount_total === 0 ? "Start subscription" : `Subscribe for ${total}`
  }
  if (session.amount_total === 0) return "Complete order"
  if (session.automatic_tax.enabled) return "Pay"
  return session.submit_type === "donate" ? `Donate ${total}` : `Pay ${total}`
}

function summary(page: PaymentPage, total: string, locale: string): Html {
  const { session, lines, recurring } = page
  const discount = session.total_details?.amount_discount ?? 0
  const money = (amount: number) => formatMoney(amount, session.currency ?? "usd", locale)
  const rows = lines.map(
    (line) => html`<li>
      <span>
        ${line.description}
        ${(line.quantity ?? 1) > 1 ? html`<small>${line.quantity} × ${money(line.price?.unit_amount ?? 0)}</small>` : ""}
      </span>
      <span class="amount">${money(line.amount_subtotal)}</span>
    </li>`,
  )
  return html`<section aria-labelledby="order-heading">
    <h1 id="order-heading">Your order</h1>
    <p class="total" data-testid="total" data-amount="${session.amount_total ?? 0}" data-currency="${session.currency ?? ""}">${total}</p>
    <ul class="lines">${rows}</ul>
    ${session.automatic_tax.enabled ? html`<p class="sum hint">Tax depends on your country; the list of countries says the total.</p>` : ""}
    ${discount > 0 ? html`<p class="sum"><span>Discount</span><span class="amount" data-testid="discount">${money(-discount)}</span></p>` : ""}
    ${promotionBox(page)}
    <p class="sum last"><span>${recurring ? "Due today" : "Total"}</span><span class="amount">${total}</span></p>
    ${recurring ? html`<p class="hint" data-testid="recurring">${recurring}</p>` : ""}
  </section>`
}

/** The box for a promotion code, where the session has one; an applied code can be taken away. */
function promotionBox({ session, code }: PaymentPage): Html | "" {
  if (session.mode !== "subscription" || !session.allow_promotion_codes) return ""
  const action = `/c/pay/${session.id}/promotion`
  if ((session.discounts ?? []).length > 0) {
    return html`<form method="post" action="${action}"><input type="hidden" name="promotionCode" value="" /><button class="plain" data-testid="remove-code">Remove the promotion code</button></form>`
  }
  return html`<form method="post" action="${action}">
    <div class="field">
      <label for="promotionCode">Promotion code</label>
      <input id="promotionCode" name="promotionCode" value="${code?.typed ?? ""}" autocomplete="off"${code ? html` aria-invalid="true" aria-describedby="promotionCode-error" autofocus` : ""} />
      ${code ? html`<p class="error" id="promotionCode-error" role="alert" data-testid="error">${code.wrong}</p>` : ""}
    </div>
    <button class="plain" data-testid="apply-code">Apply</button>
  </form>`
}

/** What a session shows that can no longer be paid, with the way back to the shop. */
export function endedPage(session: Stripe.Checkout.Session, success: string): Promise<Response> {
  const paid = session.status === "complete"
  const back = paid ? success : session.cancel_url
  const done = session.mode === "setup" ? "This card is saved" : "This order is complete"
  return renderPage({
    title: paid ? done : "This page has expired",
    narrow: true,
    body: html`<h1>${paid ? done : "This page has expired"}</h1>
      <p>${paid ? "Nothing more will be charged." : "Nothing was charged. Start again from the shop."}</p>
      ${back ? html`<a class="back" href="${back}">Back to the shop</a>` : ""}`,
  })
}

/** The buyer's bank asks whether it was the buyer. */
export function authenticationPage(
  intent: Stripe.PaymentIntent | Stripe.SetupIntent,
  targets: readonly string[],
): Promise<Response> {
  const isSetup = intent.object === "setup_intent"
  const title = isSetup ? "Confirm your card" : "Confirm your payment"
  const who = isSetup
    ? html`it is you who saves this card`
    : html`it is you who pays <strong>${formatMoney(intent.amount, intent.currency)}</strong>`
  return renderPage({
    title,
    narrow: true,
    formTargets: targets,
    body: html`<h1>${title}</h1>
      <p>Your bank wants to know that ${who}.</p>
      <form method="post" action="/c/authenticate/${intent.id}" class="actions">
        <button class="wide" name="result" value="passed" data-testid="authorize">Authorize</button>
        <button class="wide plain" name="result" value="failed" data-testid="fail">Fail authentication</button>
      </form>`,
  })
}
