import { html } from "hono/html"
import type { ControlState } from "@/lib/sandbox/control/control-page"
import type { ListedSubscription } from "@/lib/sandbox/control/list-subscriptions"
import { button, scrollTable } from "@/lib/sandbox/control/parts"
import { statusName } from "@/lib/sandbox/invoices/invoice-words"
import { formatMoney } from "@/lib/sandbox/money"
import type { Html } from "@/lib/sandbox/page"

/** The subscriptions, and how to watch one renew, or fail to. */
export function subscriptionTable({ subscriptions }: ControlState): Html {
  return html`<h2 id="subscriptions">Subscriptions</h2>
    <p class="hint">
      To see a renewal, press “Renew”: the clock moves on to the moment at which it is charged.
      To see one fail, press “Next payment fails” first; the retries then follow with
      “To the next billing moment”, and the customer pays at the open invoice.
    </p>
    ${scrollTable(
      "Subscriptions",
      ["Customer and plan", "State", "Period ends", "Newest invoice", "Do"],
      subscriptions.map(row),
    )}`
}

function row(listed: ListedSubscription): Html {
  const { subscription, email, plans, periodEnd, renewal, invoice } = listed
  const { id, cancel_at: cancelAt, status } = subscription
  const isOver = status === "canceled" || status === "incomplete_expired"
  const card = (does: "fails" | "pays", label: string) =>
    button(`/control/subscriptions/${id}/card`, label, { does }, `${label}: ${email}, ${plans[0]}`)
  return html`<tr data-testid="subscription">
    <td>${email}<br />${plans.join(", ")}<br /><span class="code">${id}</span></td>
    <td>${status.replaceAll("_", " ")}${subscription.pause_collection ? html`<br />paused` : ""}${cancelAt && !isOver ? html`<br />ends ${momentWords(cancelAt)}` : ""}</td>
    <td>${periodEnd === null ? "" : momentWords(periodEnd)}</td>
    <td>${invoice ? invoiceCell(invoice) : ""}</td>
    <td><div class="row">
      ${renewal === null ? "" : button("/control/clock", "Renew", { to: isoOf(renewal) }, `Renew: ${email}, ${plans[0]}`)}
      ${isOver ? "" : html`${card("fails", "Next payment fails")} ${card("pays", "Next payment works")}`}
    </div></td>
  </tr>`
}

function invoiceCell(invoice: ListedSubscription["invoice"] & object): Html {
  const words = `${statusName(invoice)}, ${formatMoney(invoice.total, invoice.currency)}`
  const next = invoice.status === "open" ? invoice.next_payment_attempt : null
  return html`${invoice.hosted_invoice_url ? html`<a href="${invoice.hosted_invoice_url}">${words}</a>` : words}${next ? html`<br />tried again ${momentWords(next)}` : ""}`
}

/** "26 Dec 2026, 12:30", in UTC as the page's clock. */
export function momentWords(seconds: number): string {
  const style = { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" } as const
  return new Intl.DateTimeFormat("en-GB", style).format(seconds * 1000)
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
