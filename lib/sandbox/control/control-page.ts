import { html } from "hono/html"
import type Stripe from "stripe"
import { billingSwitches, clockSection } from "@/lib/sandbox/control/billing-switches"
import type { ListedDelivery } from "@/lib/sandbox/control/list-deliveries"
import type { ListedSubscription } from "@/lib/sandbox/control/list-subscriptions"
import { objectTables } from "@/lib/sandbox/control/object-tables"
import { button, choices, scrollTable } from "@/lib/sandbox/control/parts"
import { subscriptionTable } from "@/lib/sandbox/control/subscription-table"
import { type Html, renderPage } from "@/lib/sandbox/page"
import { apiModes, deliveryModes, mailModes, type Settings } from "@/lib/sandbox/settings"

export type ControlState = {
  settings: Settings
  now: Date
  deliveries: ListedDelivery[]
  subscriptions: ListedSubscription[]
  charges: Stripe.Charge[]
  refunds: Stripe.Refund[]
  disputes: Stripe.Dispute[]
  intents: Stripe.PaymentIntent[]
  sessions: Stripe.Checkout.Session[]
}

/** The page from which a person moves the sandbox; every button is a control endpoint. */
export function controlPage(state: ControlState): Promise<Response> {
  return renderPage({
    title: "Sandbox control",
    body: html`<h1>Sandbox</h1>
      <p>
        Stands in for Stripe and Resend. Shop: <a href="${state.settings.shop.url}">${state.settings.shop.url}</a>.
        <a href="/mail">Mailbox</a>.
      </p>
      ${clockSection(state)} ${subscriptionTable(state)} ${billingSwitches(state)} ${switches(state)} ${objectTables(state)} ${deliveries(state.deliveries)}
      <h2>Start over</h2>
      <p class="hint">Forgets every object, event, delivery and mail, and sets each switch to normal.</p>
      ${button("/control/reset", "Empty the sandbox")}`,
  })
}

function switches({ settings, now }: ControlState): Html {
  const field = (id: string, name: string, label: string, value: string, type = "text") =>
    html`<div class="field"><label for="${id}">${label}</label><input id="${id}" name="${name}" type="${type}" value="${value}" autocomplete="off" /></div>`
  const { deliveries, api, mail } = settings
  return html`<h2>Switches</h2>
    <div class="switches">
      <form method="post" action="/control/deliveries">
        ${choices("delivery-mode", "mode", "Webhooks", deliveryModes, deliveries.mode)}
        ${field("delivery-delay", "delayMs", "Delay in milliseconds", String(deliveries.delayMs ?? ""), "number")}
        <button>Set</button>
      </form>
      <form method="post" action="/control/api">
        ${choices("api-mode", "mode", "Stripe's API", apiModes, api.mode)}
        ${field("api-path", "path", "Only paths that start with", api.path ?? "")}
        ${field("api-times", "times", "How many times (empty: always)", String(api.times ?? ""), "number")}
        <button>Set</button>
      </form>
      <form method="post" action="/control/mail">
        ${choices("mail-mode", "mode", "Mail", mailModes, mail.mode)}
        ${field("mail-address", "address", "Only this address", mail.address ?? "")}
        <button>Set</button>
      </form>
      <form method="post" action="/control/clock">
        ${field("clock", "to", "Clock (UTC; empty: real time)", now.toISOString().slice(0, 19))}
        <button>Set</button>
      </form>
    </div>`
}

function deliveries(list: ListedDelivery[]): Html {
  const rows = list.map((one) => {
    const last = one.attempts.at(-1)
    const answer = last
      ? html`<span class="${one.done ? "good" : "bad"}">${last.status ?? "no answer"}</span> ${last.body.slice(0, 120)}`
      : ""
    return html`<tr>
      <td>${one.type}<br /><span class="code">${one.event}</span></td>
      <td>${one.state}</td>
      <td>${one.attempts.length}</td>
      <td>${answer}</td>
      <td><div class="row">${button(`/control/events/${one.event}/resend`, "Resend")}</div></td>
    </tr>`
  })
  return html`<h2>Events and their deliveries</h2>
    ${button("/control/deliveries/flush", "Send now what waits or is held")}
    ${scrollTable("Deliveries", ["Event", "State", "Tries", "Last answer", "Do"], rows)}`
}
