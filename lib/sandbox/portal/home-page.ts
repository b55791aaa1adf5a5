import { html } from "hono/html"
import type Stripe from "stripe"
import { nameMethod } from "@/lib/sandbox/checkout/saved-methods"
import { button } from "@/lib/sandbox/control/parts"
import type { Html } from "@/lib/sandbox/page"
import { charged } from "@/lib/sandbox/portal/cards"
import { invoiceSection } from "@/lib/sandbox/portal/invoice-section"
import type { Portal } from "@/lib/sandbox/portal/open-session"
import { portalPage, refusal } from "@/lib/sandbox/portal/portal-page"
import { subscriptionSection } from "@/lib/sandbox/portal/subscription-section"
import { doneWords } from "@/lib/sandbox/portal/words"
import { findObjects } from "@/lib/sandbox/stripe/objects"

/** The portal's first page: what a customer pays for, with which card, and what they paid. */
export async function homePage(
  portal: Portal,
  { done, refused = null }: { done?: string | undefined; refused?: string | null },
): Promise<Response> {
  const { scope, customer, configuration } = portal
  const { features, business_profile: profile } = configuration
  const mine = { customer: customer.id }
  const all = await findObjects(scope, "subscription", mine)
  const subscriptions = all.filter((one) => one.status !== "incomplete_expired")
  const said = doneWords(done)
  return portalPage(portal, {
    home: true,
    title: "Your subscriptions and cards",
    body: html`<h1>${profile.headline || "Your subscriptions and cards"}</h1>
      ${said ? html`<p class="alert good" role="status" data-testid="done">${said}</p>` : ""}
      ${refusal(refused)}
      ${await subscriptionSection(portal, subscriptions)}
      ${features.payment_method_update.enabled ? cardSection(portal, await findObjects(scope, "payment_method", mine), subscriptions) : ""}
      ${features.invoice_history.enabled ? invoiceSection(await findObjects(scope, "invoice", mine)) : ""}
      ${features.customer_update.enabled ? detailsSection(portal) : ""}
      ${links(profile)}`,
  })
}

function cardSection(
  portal: Portal,
  methods: Stripe.PaymentMethod[],
  subscriptions: Stripe.Subscription[],
): Html {
  const { session, customer } = portal
  const inUse = charged(portal, subscriptions)
  const standard = customer.invoice_settings.default_payment_method
  const rows = methods.map((method) => {
    const name = method.card ? nameMethod(method) : "Bank account"
    const path = `/p/session/${session.id}/cards/${method.id}`
    const used = inUse.has(method.id)
    const isDefault = standard === method.id || (standard === null && used)
    return html`<li data-testid="card">
      <span>${name}${isDefault ? html`<small>Your next charges go to this card.</small>` : ""}</span>
      <span class="row">
        ${isDefault ? "" : button(`${path}/default`, "Charge this card", {}, `Charge ${name}`)}
        ${used ? "" : button(`${path}/remove`, "Remove", {}, `Remove ${name}`)}
      </span>
    </li>`
  })
  return html`<section aria-labelledby="cards-title">
    <h2 id="cards-title">Cards</h2>
    ${rows.length > 0 ? html`<ul class="lines">${rows}</ul>` : html`<p class="hint">No card is saved.</p>`}
    <p><a href="/p/session/${session.id}/cards/new" data-testid="add-card">Add a card</a></p>
  </section>`
}

function detailsSection({ session, customer }: Portal): Html {
  return html`<section aria-labelledby="details-title">
    <h2 id="details-title">Your details</h2>
    <dl>
      <dt>Name</dt><dd>${customer.name || "None"}</dd>
      <dt>Email</dt><dd>${customer.email || "None"}</dd>
    </dl>
    <p><a href="/p/session/${session.id}/details" data-testid="edit-details">Change your details</a></p>
  </section>`
}

function links(profile: Stripe.BillingPortal.Configuration.BusinessProfile): Html {
  const link = (url: string | null, label: string) =>
    url ? html`<a href="${url}">${label}</a>` : ""
  return html`<p class="row hint">${link(profile.privacy_policy_url, "Privacy")} ${link(profile.terms_of_service_url, "Terms")}</p>`
}
