import type { ReactNode } from "react"
import { Day } from "@/components/day"
import { OrderTotals } from "@/components/order-totals"
import { PaymentWords } from "@/components/payment-words"
import { Period } from "@/components/period"
import { SupportLink } from "@/components/support-link"
import { invoiceState, paymentState } from "@/lib/account/rules"
import type { Payment } from "@/lib/account/store/payments"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import { refunded } from "@/lib/purchases/rules"

type Props = { payment: Payment; buyer: { name: string | null; email: string } }

/** A receipt of an order or an invoice as it is printed: who sold what to whom, when, and what was paid and given back. */
export function Receipt({ payment, buyer }: Props) {
  const { currency, refunds } = payment
  const money = (amount: number) => formatMoney({ amount, currency }, env().SHOP_LOCALE)
  const back = refunds.filter((one) => refunded([one]) > 0)
  return (
    <>
      <div className="mt-6 grid gap-6 sm:grid-cols-2">
        <div>
          <h2 className="text-sm text-quiet">From</h2>
          <p className="font-medium">{env().SHOP_NAME}</p>
          <SupportLink />
        </div>
        <div>
          <h2 className="text-sm text-quiet">To</h2>
          {buyer.name && <p className="font-medium wrap-anywhere">{buyer.name}</p>}
          <p className="wrap-anywhere">
            {(payment.kind === "order" && payment.email) || buyer.email}
          </p>
          {payment.kind === "order" && payment.country && <p>{countryOf(payment.country)}</p>}
        </div>
      </div>
      <table className="mt-8 w-full">
        <thead className="text-left text-sm text-quiet">
          <tr className="border-b border-line">
            <th scope="col" className="pb-2 font-normal">
              What
            </th>
            <th scope="col" className="pb-2 text-right font-normal">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {linesOf(payment).map((line) => (
            <tr key={line.id} className="border-b border-line align-top">
              <td className="py-3 pr-4 wrap-anywhere">
                {line.title}
                <span className="block text-sm text-quiet">{line.note}</span>
              </td>
              <td className="py-3 text-right whitespace-nowrap tabular-nums">
                {line.amount === 0 ? "Free" : money(line.amount)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <OrderTotals order={{ ...payment, amountRefunded: refunded(refunds) }} />
      {back.length > 0 && (
        <ul className="mt-6 text-sm text-quiet">
          {back.map((one) => (
            <li key={one.id}>
              {money(one.amount)} given back on <Day at={one.createdAt} />
              {one.status === "succeeded" ? "" : ", on its way"}
            </li>
          ))}
        </ul>
      )}
      <p className="mt-8 flex flex-wrap items-baseline gap-x-4 gap-y-2">
        <PaymentWords
          state={payment.kind === "order" ? paymentState(payment) : invoiceState(payment)}
          currency={currency}
        />
        <span className="text-sm text-quiet">
          Paid on <Day at={payment.paidAt ?? payment.createdAt} />
        </span>
      </p>
    </>
  )
}

function linesOf(
  payment: Payment,
): { id: string; title: string; note: ReactNode; amount: number }[] {
  if (payment.kind === "order")
    return payment.lines.map((line) => ({
      id: line.id,
      title: line.productTitle,
      note: line.editionTitle,
      amount: line.amountTotal,
    }))
  return payment.lines.map((line) => ({
    id: line.id,
    title: line.description || "Subscription",
    note: <Period from={line.periodStartsAt} to={line.periodEndsAt} />,
    amount: line.amount,
  }))
}

function countryOf(code: string): string {
  return new Intl.DisplayNames(env().SHOP_LOCALE, { type: "region" }).of(code) ?? code
}
