import { html } from "hono/html"
import type Stripe from "stripe"
import { cardTable } from "@/lib/sandbox/checkout/card-table"
import { cardFields } from "@/lib/sandbox/checkout/payment-fields"
import {
  emptyForm,
  type Field,
  type FieldErrors,
  type PaymentForm,
} from "@/lib/sandbox/checkout/payment-form"
import { type InvoiceWords, invoiceWords } from "@/lib/sandbox/invoices/invoice-words"
import { formatMoney } from "@/lib/sandbox/money"
import { type Html, renderPage } from "@/lib/sandbox/page"
import type { Stored } from "@/lib/sandbox/stripe/kinds"

export type InvoicePage = {
  stored: Stored<"invoice">
  /** Its payment while it is owed; null: none waits. */
  intent: Stripe.PaymentIntent | null
  /** What was typed, when the page comes back with something to correct. */
  form?: PaymentForm
  errors?: FieldErrors
}

/** The hosted page of a final invoice: what it is for, what it comes to, and how to pay it. */
export function invoicePage(page: InvoicePage): Promise<Response> {
  const { data: invoice, hidden } = page.stored
  const words = invoiceWords(invoice, hidden.lines)
  const isOwed = page.intent !== null && ["open", "uncollectible"].includes(invoice.status ?? "")
  const failed = Object.keys(page.errors ?? {}).length > 0
  return renderPage({
    title: `${failed ? "Please check: " : ""}${words.title}`,
    narrow: !isOwed,
    body: html`<div class="${isOwed ? "pay" : ""}">
      ${summary(invoice, words)} ${isOwed && page.intent ? payment(page, page.intent) : ""}
    </div>`,
  })
}

function summary(invoice: Stripe.Invoice, words: InvoiceWords): Html {
  const money = (amount: number) => formatMoney(amount, invoice.currency)
  const [dueLabel, due] = words.due
  const rows = words.lines.map(
    (line) => html`<li>
      <span>${line.description}<small>${line.period}</small></span>
      <span class="amount">${money(line.amount)}</span>
    </li>`,
  )
  const sums = words.sums.map(
    ([label, amount]) =>
      html`<p class="sum"><span>${label}</span><span class="amount">${money(amount)}</span></p>`,
  )
  const facts = words.facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)
  return html`<section aria-labelledby="invoice-heading">
    <h1 id="invoice-heading">${words.title}</h1>
    <p class="total" data-testid="total" data-amount="${due}" data-currency="${invoice.currency}">${money(due)}</p>
    <p>Status: <strong data-testid="invoice-status" data-status="${invoice.status ?? ""}">${words.status}</strong></p>
    <dl>${facts}</dl>
    <ul class="lines">${rows}</ul>
    ${sums}
    <p class="sum last"><span>${dueLabel}</span><span class="amount">${money(due)}</span></p>
    <p><a href="/i/${invoice.id}/pdf" data-testid="invoice-pdf">Download the invoice as a PDF</a></p>
  </section>`
}

function payment(page: InvoicePage, intent: Stripe.PaymentIntent): Html {
  const { data: invoice } = page.stored
  const heading = html`<h2 id="pay-heading">Pay this invoice</h2>`
  if (intent.status === "processing") {
    return html`<section aria-labelledby="pay-heading">${heading}
      <p data-testid="processing">The payment is on its way. This page says when it has arrived.</p>
    </section>`
  }
  const errors = page.errors ?? {}
  const order: Field[] = ["cardNumber", "cardExpiry", "cardCvc"]
  const refusal = page.errors ? null : intent.last_payment_error?.message
  return html`<section aria-labelledby="pay-heading">
    ${heading}
    ${intent.status === "requires_action" ? confirmation(intent) : ""}
    ${refusal ? html`<p class="alert error" role="alert" data-testid="error">${refusal}</p>` : ""}
    <form method="post" action="/i/${invoice.id}" novalidate>
      ${cardFields(
        { form: page.form ?? emptyForm, errors, saved: [] },
        order.find((name) => errors[name]),
      )}
      ${invoice.parent?.type === "subscription_details" ? keepBox(page) : ""}
      <button class="wide" type="submit" data-testid="pay">Pay ${formatMoney(invoice.amount_remaining, invoice.currency)}</button>
    </form>
    ${cardTable()}
  </section>`
}

/** A charge that the bank wants confirmed, such as one that nobody was there for. */
function confirmation(intent: Stripe.PaymentIntent): Html {
  return html`<p class="alert">Your bank asks you to confirm this payment.
    <a href="/c/authenticate/${intent.id}" data-testid="confirm-payment">Confirm it</a>, or pay with another card.</p>`
}

function keepBox({ form }: InvoicePage): Html {
  const checked = form === undefined || form.saveCard
  return html`<div class="field">
    <label class="choice">
      <input type="checkbox" name="saveCard" value="yes"${checked ? html` checked` : ""} />
      <span>Use this card for the subscription’s next charges too</span>
    </label>
  </div>`
}
