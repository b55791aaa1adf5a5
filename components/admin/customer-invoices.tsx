import type { Route } from "next"
import { Day } from "@/components/day"
import { Badge } from "@/components/ui/badge"
import { PageLink } from "@/components/ui/page-link"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import type { PaidInvoice } from "@/lib/refunds/store/payments"

type Props = {
  invoices: PaidInvoice[]
  /** Whether whoever looks may give money back. */
  canRefund: boolean
}

/** What was paid for subscriptions, and the way to give it back. */
export function CustomerInvoices({ invoices, canRefund }: Props) {
  if (invoices.length === 0) return null
  return (
    <>
      <h3 className="mt-6 font-semibold">Paid invoices</h3>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {invoices.map((invoice) => (
          <li
            key={invoice.id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2"
            data-testid={`invoice-${invoice.id}`}
          >
            <span className="wrap-anywhere">
              {invoice.number ?? "Without a number"}
              {invoice.paidAt && (
                <span className="text-quiet">
                  {" "}
                  · <Day at={invoice.paidAt} />
                </span>
              )}
            </span>
            <span className="flex flex-wrap items-center gap-x-4 tabular-nums">
              <Marks invoice={invoice} />
              {moneyOf(invoice)}
              {canRefund && invoice.amountRefunded < invoice.amountPaid && (
                <PageLink
                  href={`/admin/invoices/${invoice.id}/refund` as Route}
                  className="link min-h-11 content-center"
                >
                  Refund…
                </PageLink>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Marks({ invoice: { hasDispute, amountRefunded, amountPaid } }: { invoice: PaidInvoice }) {
  return (
    <>
      {hasDispute && <Badge>disputed</Badge>}
      {amountRefunded > 0 && (
        <Badge>{amountRefunded < amountPaid ? "refunded in part" : "refunded"}</Badge>
      )}
    </>
  )
}

function moneyOf({ amountPaid: amount, currency }: PaidInvoice): string {
  return formatMoney({ amount, currency }, env().SHOP_LOCALE)
}
