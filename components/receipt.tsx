import { Day } from "@/components/day"
import { OrderTotals } from "@/components/order-totals"
import { PaymentWords } from "@/components/payment-words"
import { SupportLink } from "@/components/support-link"
import { paymentState } from "@/lib/account/rules"
import type { Payment } from "@/lib/account/store/payments"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import { refunded } from "@/lib/purchases/rules"

type Props = { payment: Payment; buyer: { name: string | null; email: string } }

/** A receipt as it is printed: who sold what to whom, when, and what was paid and given back. */
export function Receipt({ payment, buyer }: Props) {
  const { currency, lines, refunds } = payment
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
          <p className="wrap-anywhere">{payment.email ?? buyer.email}</p>
          {payment.country && <p>{countryOf(payment.country)}</p>}
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
          {lines.map((line) => (
            <tr key={line.id} className="border-b border-line align-top">
              <td className="py-3 pr-4 wrap-anywhere">
                {line.productTitle}
                <span className="block text-sm text-quiet">{line.editionTitle}</span>
              </td>
              <td className="py-3 text-right whitespace-nowrap tabular-nums">
                {line.amountTotal === 0 ? "Free" : money(line.amountTotal)}
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
        <PaymentWords state={paymentState(payment)} currency={currency} />
        <span className="text-sm text-quiet">
          Paid on <Day at={payment.paidAt ?? payment.createdAt} />
        </span>
      </p>
    </>
  )
}

function countryOf(code: string): string {
  return new Intl.DisplayNames(env().SHOP_LOCALE, { type: "region" }).of(code) ?? code
}
