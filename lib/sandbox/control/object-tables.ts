import { html } from "hono/html"
import type Stripe from "stripe"
import type { ControlState } from "@/lib/sandbox/control/control-page"
import { button, choices, scrollTable } from "@/lib/sandbox/control/parts"
import { formatMoney } from "@/lib/sandbox/money"
import type { Html } from "@/lib/sandbox/page"
import { disputeStatuses } from "@/lib/sandbox/stripe/change-dispute"

/** What was bought, paid, given back and disputed, with what can be done about it. */
export function objectTables(state: ControlState): Html {
  return html`
    <h2>Checkout sessions</h2>
    ${scrollTable("Checkout sessions", ["Session", "State", "Total", "Do"], state.sessions.map(sessionRow))}
    <h2>Payments that settle later</h2>
    ${scrollTable("Payments that settle later", ["Payment", "Amount", "Do"], state.intents.map(intentRow))}
    <h2>Charges</h2>
    ${scrollTable(
      "Charges",
      ["Charge", "State", "Amount", "Do"],
      state.charges.map((charge) => chargeRow(charge, state.disputes)),
    )}
    <h2>Refunds</h2>
    ${scrollTable("Refunds", ["Refund", "State", "Amount", "Do"], state.refunds.map(refundRow))}`
}

function sessionRow(session: Stripe.Checkout.Session): Html {
  return html`<tr>
    <td class="code">${session.id}</td>
    <td>${session.status}, ${session.payment_status}</td>
    <td class="amount">${session.mode === "setup" ? "saves a card" : formatMoney(session.amount_total ?? 0, session.currency ?? "usd")}</td>
    <td>
      ${session.status === "open" ? html`<div class="row"><a href="${session.url}">${session.mode === "setup" ? "Open" : "Pay"}</a> ${button(`/control/sessions/${session.id}/expire`, "Expire")}</div>` : ""}
    </td>
  </tr>`
}

function intentRow(intent: Stripe.PaymentIntent): Html {
  const action = `/control/payments/${intent.id}`
  return html`<tr>
    <td class="code">${intent.id}</td>
    <td class="amount">${formatMoney(intent.amount, intent.currency)}</td>
    <td><div class="row">
      ${button(action, "Succeed", { status: "succeeded" })} ${button(action, "Fail", { status: "failed" })}
    </div></td>
  </tr>`
}

function chargeRow(charge: Stripe.Charge, disputes: Stripe.Dispute[]): Html {
  const dispute = disputes.find((one) => one.charge === charge.id)
  const left = charge.amount_captured - charge.amount_refunded
  const actions =
    charge.status !== "succeeded"
      ? ""
      : html`<div class="row">
          ${left > 0 ? refundForms(charge) : ""}
          <form method="post" action="/control/disputes">
            <input type="hidden" name="charge" value="${charge.id}" />
            ${choices(`dispute-${charge.id}`, "status", "Dispute", disputeStatuses, dispute?.status ?? "needs_response")}
            <button class="plain">Set</button>
          </form>
        </div>`
  return html`<tr>
    <td class="code">${charge.id}</td>
    <td>${charge.status}${charge.amount_refunded > 0 ? html`, ${formatMoney(charge.amount_refunded, charge.currency)} refunded` : ""}${dispute ? html`, dispute ${dispute.status}` : ""}</td>
    <td class="amount">${formatMoney(charge.amount, charge.currency)}</td>
    <td>${actions}</td>
  </tr>`
}

function refundForms(charge: Stripe.Charge): Html {
  return html`${button("/control/refunds", "Refund all", { charge: charge.id })}
    <form method="post" action="/control/refunds">
      <input type="hidden" name="charge" value="${charge.id}" />
      <input name="amount" type="number" min="1" required aria-label="Amount to refund, in minor units" placeholder="Minor units" />
      <button class="plain">Refund part</button>
    </form>`
}

function refundRow(refund: Stripe.Refund): Html {
  const action = `/control/refunds/${refund.id}`
  const open = refund.status === "pending" || refund.status === "succeeded"
  return html`<tr>
    <td class="code">${refund.id}</td>
    <td>${refund.status}</td>
    <td class="amount">${formatMoney(refund.amount, refund.currency)}</td>
    <td>
      ${open ? html`<div class="row">${refund.status === "pending" ? button(action, "Succeed", { status: "succeeded" }) : ""} ${button(action, "Fail", { status: "failed" })}</div>` : ""}
    </td>
  </tr>`
}
