import type Stripe from "stripe"
import { idOf } from "@/lib/sandbox/stripe/id-of"

/** What an invoice says, in words and minor units: the same on its page and in its PDF. */
export type InvoiceWords = {
  title: string
  status: string
  /** Its dates and number, each with a label. */
  facts: [label: string, value: string][]
  lines: { description: string; period: string; quantity: number; amount: number }[]
  /** Subtotal, discounts, taxes, total, credit: what leads to what is due. */
  sums: [label: string, amount: number][]
  due: [label: string, amount: number]
}

const statuses: Record<string, string> = {
  draft: "Draft",
  open: "Open",
  paid: "Paid",
  uncollectible: "Uncollectible",
  void: "Void",
}

/** An invoice's status in a word. */
export function statusName({ status }: Stripe.Invoice): string {
  return statuses[status ?? "draft"] ?? "Draft"
}

/** A moment as a date, in UTC, in a language; it falls back to English. */
export function dateWords(seconds: number, locale = "en-GB"): string {
  const [known = "en-GB"] = Intl.DateTimeFormat.supportedLocalesOf([locale])
  const style = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const
  return new Intl.DateTimeFormat(known === "en" ? "en-GB" : known, style).format(seconds * 1000)
}

/** An invoice in words; `lines` are all of its lines. */
export function invoiceWords(
  invoice: Stripe.Invoice,
  lines: Stripe.InvoiceLineItem[],
): InvoiceWords {
  const { status_transitions: moments } = invoice
  const facts: InvoiceWords["facts"] = [
    ["Invoice number", invoice.number ?? "none yet"],
    ["Date of issue", dateWords(invoice.effective_at ?? invoice.created)],
  ]
  if (moments.paid_at !== null) facts.push(["Paid on", dateWords(moments.paid_at)])
  if (invoice.status === "open" && invoice.next_payment_attempt !== null) {
    facts.push(["Next try", dateWords(invoice.next_payment_attempt)])
  }
  const who = [invoice.customer_name, invoice.customer_email].filter(Boolean).join(", ")
  if (who) facts.push(["Bill to", who])
  return {
    title: `Invoice ${invoice.number ?? ""}`.trim(),
    status: statusName(invoice),
    facts,
    lines: lines.map((line) => ({
      description: line.description ?? "",
      period: periodWords(line),
      quantity: line.quantity ?? 1,
      amount: line.amount,
    })),
    sums: sumsOf(invoice),
    due:
      invoice.status === "paid"
        ? ["Amount paid", invoice.amount_paid]
        : ["Amount due", invoice.status === "void" ? 0 : invoice.amount_remaining],
  }
}

function periodWords({ period }: Stripe.InvoiceLineItem): string {
  const start = dateWords(period.start)
  return period.end > period.start ? `${start} to ${dateWords(period.end)}` : start
}

function sumsOf(invoice: Stripe.Invoice): [string, number][] {
  const sums: [string, number][] = [["Subtotal", invoice.subtotal]]
  const taken = (invoice.total_discount_amounts ?? []).reduce((sum, one) => sum + one.amount, 0)
  if (taken !== 0) sums.push(["Discount", -taken])
  for (const [label, amount] of taxSums(invoice)) sums.push([label, amount])
  sums.push(["Total", invoice.total])
  const used = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance
  if (used !== 0) sums.push(["Applied balance", -used])
  return sums
}

/** Taxes, those in the price apart from those on top of it; a rate of nothing is left out. */
function taxSums(invoice: Stripe.Invoice): Map<string, number> {
  const sums = new Map<string, number>()
  for (const tax of invoice.total_taxes ?? []) {
    if (tax.amount === 0) continue
    const label = tax.tax_behavior === "inclusive" ? "Tax, included" : "Tax"
    sums.set(label, (sums.get(label) ?? 0) + tax.amount)
  }
  return sums
}

/** The subscription that an invoice is for; empty for none. */
export function subscriptionOf(invoice: Stripe.Invoice): string {
  return idOf(invoice.parent?.subscription_details?.subscription)
}
