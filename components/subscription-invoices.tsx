import { Day } from "@/components/day"
import { InvoiceLinks } from "@/components/invoice-links"
import { PageLink } from "@/components/ui/page-link"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import type { OwnInvoice } from "@/lib/subscriptions/store/own-invoices"

const words: Record<string, string> = {
  open: "Not paid yet",
  void: "Cancelled",
  uncollectible: "Not collected",
}

/** The newest invoices of a subscription, with their PDFs; none: nothing. */
export function SubscriptionInvoices({ invoices }: { invoices: OwnInvoice[] }) {
  if (invoices.length === 0) return null
  return (
    <div className="mt-6 border-t border-line pt-4">
      <h3 className="font-semibold">Newest payments</h3>
      <ul>
        {invoices.map((invoice) => (
          <li
            key={invoice.id}
            className="flex flex-wrap items-center gap-x-6"
            data-testid={`invoice-${invoice.id}`}
            data-amount={invoice.amountTotal}
          >
            <span className="inline-flex min-h-11 items-center gap-x-3 tabular-nums">
              <Day at={invoice.paidAt ?? invoice.createdAt} />
              <span>
                {formatMoney(
                  { amount: invoice.amountTotal, currency: invoice.currency },
                  env().SHOP_LOCALE,
                )}
              </span>
            </span>
            {words[invoice.status] && <span className="text-quiet">{words[invoice.status]}</span>}
            <span className="flex flex-wrap gap-x-6 text-sm">
              {(invoice.status === "paid" || invoice.status === "open") && (
                <InvoiceLinks invoice={invoice} />
              )}
            </span>
          </li>
        ))}
      </ul>
      <PageLink href="/account/payments" className="link inline-flex min-h-11 items-center text-sm">
        All payments
      </PageLink>
    </div>
  )
}
