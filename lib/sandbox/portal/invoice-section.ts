import { html } from "hono/html"
import type Stripe from "stripe"
import { scrollTable } from "@/lib/sandbox/control/parts"
import { dateWords, statusName } from "@/lib/sandbox/invoices/invoice-words"
import { formatMoney } from "@/lib/sandbox/money"
import type { Html } from "@/lib/sandbox/page"

/** A customer's invoices, newest first, with their pages and PDFs; drafts are nobody's business. */
export function invoiceSection(invoices: Stripe.Invoice[]): Html {
  const rows = invoices.filter((one) => one.hosted_invoice_url).map(row)
  return html`<section aria-labelledby="invoices-title">
    <h2 id="invoices-title">Invoices</h2>
    ${scrollTable("Invoices", ["Date", "Number", "Total", "State", "See"], rows)}
  </section>`
}

function row(invoice: Stripe.Invoice): Html {
  const { hosted_invoice_url: page, invoice_pdf: pdf, number } = invoice
  const isOpen = invoice.status === "open" && invoice.amount_remaining > 0
  return html`<tr data-testid="invoice">
    <td>${dateWords(invoice.effective_at ?? invoice.created)}</td>
    <td class="code">${number ?? ""}</td>
    <td class="amount">${formatMoney(invoice.total, invoice.currency)}</td>
    <td>${statusName(invoice)}</td>
    <td><div class="row">
      <a href="${page}" aria-label="${isOpen ? "Pay" : "See"} invoice ${number}" data-testid="invoice-page">${isOpen ? "Pay" : "See"}</a>
      ${pdf ? html`<a href="${pdf}" aria-label="PDF of invoice ${number}" data-testid="invoice-pdf">PDF</a>` : ""}
    </div></td>
  </tr>`
}
