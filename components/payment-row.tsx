import { Day } from "@/components/day"
import { PaymentWords } from "@/components/payment-words"
import { PageLink } from "@/components/ui/page-link"
import { paymentState } from "@/lib/account/rules"
import type { Payment } from "@/lib/account/store/payments"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import { orderPath } from "@/lib/purchases/order-url"

/** One payment in a list: when, for what, how much, how it stands, and where to go on. */
export function PaymentRow({ payment }: { payment: Payment }) {
  const { id, currency, amountTotal, amountTax, lines, status } = payment
  const money = (amount: number) => formatMoney({ amount, currency }, env().SHOP_LOCALE)
  const state = paymentState(payment)
  const isPaid = status === "paid"
  return (
    <li className="py-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="text-sm text-quiet">
          <Day at={payment.paidAt ?? payment.createdAt} />
        </p>
        {state.state !== "free" && <PaymentWords state={state} currency={currency} />}
      </div>
      <div className="mt-1 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <ul className="min-w-0">
          {lines.map((line) => (
            <li key={line.id} className="wrap-anywhere">
              {line.productTitle} <span className="text-quiet">· {line.editionTitle}</span>
            </li>
          ))}
        </ul>
        <p className="whitespace-nowrap tabular-nums">
          {amountTotal === 0 ? "Free" : money(amountTotal)}
          {amountTax > 0 && (
            <span className="text-sm text-quiet"> with {money(amountTax)} tax</span>
          )}
        </p>
      </div>
      <p className="mt-1 flex gap-x-6 text-sm">
        {isPaid && (
          <PageLink
            href={`/account/payments/${id}`}
            className="link inline-flex min-h-11 items-center"
          >
            Receipt
          </PageLink>
        )}
        <PageLink
          href={orderPath(id, payment.linkVersion)}
          className="link inline-flex min-h-11 items-center"
        >
          Order
        </PageLink>
      </p>
    </li>
  )
}
