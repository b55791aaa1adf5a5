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
import { dateWords } from "@/lib/sandbox/invoices/invoice-words"
import type { Html } from "@/lib/sandbox/page"
import { productName } from "@/lib/sandbox/portal/offers"
import type { Portal } from "@/lib/sandbox/portal/open-session"
import { portalPage, refusal } from "@/lib/sandbox/portal/portal-page"
import { feedbackWords } from "@/lib/sandbox/portal/words"

/** Asks whether to cancel, and why. */
export async function cancelPage(
  portal: Portal,
  subscription: Stripe.Subscription,
  refused: string | null = null,
): Promise<Response> {
  const { mode, cancellation_reason: reason } = portal.configuration.features.subscription_cancel
  const ends = subscription.items.data.map((item) => item.current_period_end)
  const [item] = subscription.items.data
  const name = item ? await productName(portal, item.price) : "your subscription"
  return portalPage(portal, {
    title: "Cancel your subscription",
    body: html`<h1>Cancel your subscription</h1>
      ${refusal(refused)}
      <p data-testid="cancel-words">${mode === "immediately" ? `${name} ends at once.` : `${name} stays yours until ${dateWords(Math.max(...ends))}, and nothing is charged after that.`}</p>
      <form method="post" action="/p/session/${portal.session.id}/subscriptions/${subscription.id}/cancel">
        ${reason.enabled ? reasons(reason.options) : ""}
        <button class="wide" data-testid="confirm-cancel">Cancel subscription</button>
      </form>`,
  })
}

function reasons(options: readonly string[]): Html {
  const choices = options.map(
    (option) => html`<label class="choice">
      <input type="radio" name="feedback" value="${option}" />
      <span>${feedbackWords[option] ?? option}</span>
    </label>`,
  )
  return html`<fieldset><legend>Why do you cancel? (optional)</legend>${choices}</fieldset>
    <div class="field">
      <label for="comment">Anything else? (optional)</label>
      <input id="comment" name="comment" maxlength="500" autocomplete="off" />
    </div>`
}

/** Asks for a card to charge from now on. */
export function cardPage(
  portal: Portal,
  typed: { form?: PaymentForm; errors?: FieldErrors; refused?: string } = {},
): Promise<Response> {
  const { form = emptyForm, errors = {}, refused = null } = typed
  const order: Field[] = ["cardNumber", "cardExpiry", "cardCvc"]
  const failed = refused !== null || Object.keys(errors).length > 0
  return portalPage(portal, {
    title: `${failed ? "Please check: " : ""}Add a card`,
    body: html`<h1>Add a card</h1>
      <p class="hint">Your next charges go to it. Nothing is charged now.</p>
      ${refusal(refused)}
      <form method="post" action="/p/session/${portal.session.id}/cards" novalidate>
        ${cardFields(
          { form, errors, saved: [] },
          order.find((name) => errors[name]),
        )}
        <button class="wide" data-testid="save-card">Save card</button>
      </form>
      ${cardTable()}`,
  })
}

export type Details = { name: string; email: string }

/** Asks for the customer's name and address, as far as the configuration lets them change. */
export function detailsPage(
  portal: Portal,
  typed: Details,
  wrong: string | null = null,
): Promise<Response> {
  const allowed = portal.configuration.features.customer_update.allowed_updates
  const email = allowed.includes("email")
    ? html`<div class="field">
        <label for="email">Email</label>
        <input id="email" name="email" type="email" value="${typed.email}" autocomplete="email"${wrong ? html` aria-invalid="true" aria-describedby="email-error" autofocus` : ""} />
        ${wrong ? html`<p class="error" id="email-error" role="alert" data-testid="error">${wrong}</p>` : ""}
      </div>`
    : ""
  const name = allowed.includes("name")
    ? html`<div class="field">
        <label for="name">Name</label>
        <input id="name" name="name" value="${typed.name}" maxlength="200" autocomplete="name" />
      </div>`
    : ""
  return portalPage(portal, {
    title: `${wrong ? "Please check: " : ""}Change your details`,
    body: html`<h1>Change your details</h1>
      <form method="post" action="/p/session/${portal.session.id}/details" novalidate>
        ${name} ${email}
        <button class="wide" data-testid="save-details">Save</button>
      </form>`,
  })
}

/** What a flow ends with that asked for a confirmation. */
export function confirmationPage(portal: Portal, said: string): Promise<Response> {
  const message = portal.session.flow?.after_completion.hosted_confirmation?.custom_message
  return portalPage(portal, {
    title: "Done",
    body: html`<h1>Done</h1>
      <p role="status" data-testid="done">${said}</p>
      ${message ? html`<p data-testid="message">${message}</p>` : ""}`,
  })
}
