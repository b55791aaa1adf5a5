import type { Route } from "next"
import { Day } from "@/components/day"
import { InvoiceLinks } from "@/components/invoice-links"
import { PaymentWords } from "@/components/payment-words"
import { Period } from "@/components/period"
import { PageLink } from "@/components/ui/page-link"
import { invoiceState, paymentState } from "@/lib/account/rules"
import type { InvoicePayment, OrderPayment, Payment } from "@/lib/account/store/payments"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import { orderPath, paperPath } from "@/lib/purchases/order-url"

const MOST_LINES = 3
const link = "link inline-flex min-h-11 items-center"

/** One payment in a list: when, for what, how much, how it stands, and where to go on. */
export function PaymentRow({ payment }: { payment: Payment }) {
  const { currency, amountTotal, amountTax } = payment
  const money = (amount: number) => formatMoney({ amount, currency }, env().SHOP_LOCALE)
  const state = payment.kind === "order" ? paymentState(payment) : invoiceState(payment)
  return (
    <li className="py-5" data-testid={`payment-${payment.id}`} data-state={state.state}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="text-sm text-quiet">
          <Day at={payment.paidAt ?? payment.createdAt} />
        </p>
        {state.state !== "free" && <PaymentWords state={state} currency={currency} />}
      </div>
      <div className="mt-1 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        {payment.kind === "order" ? <OrderLines order={payment} /> : <Billed invoice={payment} />}
        <p
          className="whitespace-nowrap tabular-nums"
          data-testid="payment-amount"
          data-amount={amountTotal}
          data-currency={currency}
        >
          {amountTotal === 0 ? "Free" : money(amountTotal)}
          {amountTax > 0 && (
            <span className="text-sm text-quiet"> with {money(amountTax)} tax</span>
          )}
        </p>
      </div>
      <p className="mt-1 flex flex-wrap gap-x-6 text-sm">
        {payment.status === "paid" && (
          <PageLink href={`/account/payments/${payment.id}` as Route} className={link}>
            Receipt
          </PageLink>
        )}
        {payment.kind === "order" ? (
          <>
            <PageLink href={orderPath(payment.id, payment.linkVersion)} className={link}>
              Order
            </PageLink>
            {payment.papers.map(({ number, kind }) => (
              <PageLink
                key={number}
                href={paperPath(payment.id, payment.linkVersion, number) as Route}
                className={link}
              >
                {kind === "invoice" ? "Invoice" : "Credit note"} {number} (PDF)
              </PageLink>
            ))}
          </>
        ) : (
          <InvoiceLinks invoice={payment} />
        )}
      </p>
    </li>
  )
}

function OrderLines({ order }: { order: OrderPayment }) {
  return (
    <ul className="min-w-0">
      {order.lines.map((line) => (
        <li key={line.id} className="wrap-anywhere">
          {line.productTitle} <span className="text-quiet">· {line.editionTitle}</span>
        </li>
      ))}
    </ul>
  )
}

function Billed({ invoice }: { invoice: InvoicePayment }) {
  const { lines, periodStartsAt, periodEndsAt, nextAttemptAt, status } = invoice
  const more = lines.length - MOST_LINES
  return (
    <div className="min-w-0">
      <ul>
        {lines.slice(0, MOST_LINES).map((line) => (
          <li key={line.id} className="wrap-anywhere">
            {line.description || "Subscription"}
          </li>
        ))}
        {more > 0 && <li className="text-quiet">and {more} more</li>}
      </ul>
      {periodStartsAt && periodEndsAt && (
        <p className="text-sm text-quiet">
          <Period from={periodStartsAt} to={periodEndsAt} />
        </p>
      )}
      {status === "open" && nextAttemptAt && (
        <p className="text-sm text-quiet">
          We try again on <Day at={nextAttemptAt} />.
        </p>
      )}
    </div>
  )
}
