import { html } from "hono/html"
import type Stripe from "stripe"
import { dateWords } from "@/lib/sandbox/invoices/invoice-words"
import { formatMoney } from "@/lib/sandbox/money"
import type { Html } from "@/lib/sandbox/page"
import { type NewPlan, previewPlan } from "@/lib/sandbox/portal/change-plan"
import { type Offer, offersFor, productName } from "@/lib/sandbox/portal/offers"
import type { Portal } from "@/lib/sandbox/portal/open-session"
import { portalPage, refusal } from "@/lib/sandbox/portal/portal-page"
import { priceWords } from "@/lib/sandbox/portal/words"

/** Asks for another plan: each one that may be chosen leads to what it would cost. */
export async function choosePage(
  portal: Portal,
  subscription: Stripe.Subscription,
): Promise<Response> {
  const offers = await offersFor(portal, subscription)
  const [item] = subscription.items.data
  const path = `/p/session/${portal.session.id}/subscriptions/${subscription.id}/change`
  const choice = ({ price, name }: Offer, index: number) => html`<label class="choice">
    <input type="radio" name="price" value="${price.id}"${index === 0 ? html` checked` : ""} />
    <span>${name}: ${priceWords(price, item?.quantity)}</span>
  </label>`
  return portalPage(portal, {
    title: "Change your plan",
    body: html`<h1>Change your plan</h1>
      ${item ? html`<p>Now: <strong>${await productName(portal, item.price)}</strong>, ${priceWords(item.price, item.quantity)}.</p>` : ""}
      ${
        offers.length === 0
          ? html`<p class="hint">There is no other plan to change to.</p>`
          : html`<form method="get" action="${path}">
              <fieldset><legend>New plan</legend>${offers.map(choice)}</fieldset>
              <button class="wide" data-testid="see-change">See what it costs</button>
            </form>`
      }`,
  })
}

/** What the change would cost, to the cent, before it is made. */
export async function confirmChangePage(
  portal: Portal,
  subscription: Stripe.Subscription,
  { price, name }: Offer,
  plan: NewPlan,
  refused: string | null = null,
): Promise<Response> {
  const preview = await previewPlan(portal, subscription, plan)
  const path = `/p/session/${portal.session.id}/subscriptions/${subscription.id}/change`
  const [item] = subscription.items.data
  const cards = portal.configuration.features.payment_method_update.enabled && !portal.flow
  return portalPage(portal, {
    title: "Confirm your new plan",
    body: html`<h1>Confirm your new plan</h1>
      ${refusal(refused)}
      ${refused && cards ? html`<p><a href="/p/session/${portal.session.id}/cards/new">Add another card</a></p>` : ""}
      <p><strong>${name}</strong>, ${priceWords(price, plan.quantity ?? item?.quantity)}.</p>
      ${preview ? sums(portal, preview) : ""}
      <form method="post" action="${path}">
        <input type="hidden" name="price" value="${price.id}" />
        <button class="wide" data-testid="confirm-change">Change plan</button>
      </form>
      ${portal.flow?.type === "subscription_update_confirm" ? "" : html`<a class="back" href="${path}">Choose another plan</a>`}`,
  })
}

function sums({ scope }: Portal, invoice: Stripe.Invoice): Html {
  const money = (amount: number) => formatMoney(amount, invoice.currency)
  const lines = invoice.lines.data.map(
    (line) =>
      html`<li><span>${line.description}</span><span class="amount">${money(line.amount)}</span></li>`,
  )
  const isNow = invoice.created <= scope.now
  return html`<ul class="lines">${lines}</ul>
    <p class="sum last">
      <span>${isNow ? "Charged now" : `Charged on ${dateWords(invoice.created)}`}</span>
      <span class="amount" data-testid="due" data-amount="${invoice.amount_due}">${money(invoice.amount_due)}</span>
    </p>
    ${invoice.total < 0 ? html`<p class="hint">${money(-invoice.total)} is kept for your next invoices.</p>` : ""}`
}
