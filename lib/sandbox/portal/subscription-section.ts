import { html } from "hono/html"
import type Stripe from "stripe"
import { periodEnd } from "@/lib/sandbox/billing/due"
import { previewRenewal } from "@/lib/sandbox/billing/preview-renewal"
import { button } from "@/lib/sandbox/control/parts"
import { dateWords } from "@/lib/sandbox/invoices/invoice-words"
import { formatMoney } from "@/lib/sandbox/money"
import type { Html } from "@/lib/sandbox/page"
import { mayDo, productName } from "@/lib/sandbox/portal/offers"
import type { Portal } from "@/lib/sandbox/portal/open-session"
import { priceWords, statusWords } from "@/lib/sandbox/portal/words"
import { lockStored } from "@/lib/sandbox/stripe/objects"

/** A customer's subscriptions, those that ended last, with what may be done about each. */
export async function subscriptionSection(
  portal: Portal,
  subscriptions: Stripe.Subscription[],
): Promise<Html> {
  const isOver = (one: Stripe.Subscription) => one.status === "canceled"
  const sorted = subscriptions.toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)))
  const entries: Html[] = []
  for (const one of sorted) entries.push(await entry(portal, one))
  return html`<section aria-labelledby="subscriptions-title">
    <h2 id="subscriptions-title">Subscriptions</h2>
    ${entries.length > 0 ? entries : html`<p class="hint">You have no subscription.</p>`}
  </section>`
}

async function entry(portal: Portal, subscription: Stripe.Subscription): Promise<Html> {
  const { session } = portal
  const path = `/p/session/${session.id}/subscriptions/${subscription.id}`
  const { cancel, change, resume } = mayDo(portal, subscription)
  const names: Html[] = []
  for (const { price, quantity } of subscription.items.data) {
    names.push(
      html`<p><strong>${await productName(portal, price)}</strong><br />${priceWords(price, quantity)}</p>`,
    )
  }
  const next = await nextCharge(portal, subscription)
  return html`<article class="panel" data-testid="subscription">
    ${names}
    <dl>
      <dt>Status</dt><dd data-testid="subscription-status">${statusWords(subscription)}</dd>
      ${next ? html`<dt>Next charge</dt><dd data-testid="next-charge">${next}</dd>` : ""}
    </dl>
    ${subscription.schedule ? html`<p class="hint">A change is planned for the end of this period. Go back to the shop to take it back.</p>` : ""}
    <div class="row">
      ${change ? html`<a href="${path}/change" data-testid="change">Change plan</a>` : ""}
      ${cancel ? html`<a href="${path}/cancel" data-testid="cancel">Cancel subscription</a>` : ""}
      ${resume ? button(`${path}/resume`, "Do not cancel") : ""}
    </div>
  </article>`
}

/** "$10.00 on 26 December 2026"; null where nothing will be charged. */
async function nextCharge(
  { scope }: Portal,
  { id, status }: Stripe.Subscription,
): Promise<string | null> {
  if (["canceled", "incomplete", "paused"].includes(status)) return null
  const invoice = await previewRenewal(scope, id)
  if (!invoice) return null
  const end = periodEnd(await lockStored(scope, "subscription", id))
  return `${formatMoney(invoice.amount_due, invoice.currency)} on ${dateWords(end)}`
}
