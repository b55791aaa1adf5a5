import type { ReactNode } from "react"
import type { Order } from "@/lib/delivery/rules"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"

type Totals = Pick<
  Order,
  "amountSubtotal" | "amountTax" | "amountTotal" | "amountRefunded" | "currency"
> & {
  /** What was charged, where a credit paid the rest. */
  amountPaid?: number
}

/** What was paid, with its tax, and what came back. */
export function OrderTotals({ order }: { order: Totals }) {
  const { amountSubtotal, amountTax, amountTotal, amountRefunded, currency } = order
  const amountPaid = order.amountPaid ?? amountTotal
  const money = (amount: number) => formatMoney({ amount, currency }, env().SHOP_LOCALE)
  // Tax may lie on top of the price or in it.
  const isOnTop = amountSubtotal + amountTax === amountTotal
  const discount = isOnTop ? 0 : amountSubtotal - amountTotal
  return (
    <dl className="mt-8 ml-auto w-full max-w-xs space-y-1.5">
      {amountTax > 0 && isOnTop && <Row label="Subtotal">{money(amountSubtotal)}</Row>}
      {discount > 0 && <Row label="Discount">{money(-discount)}</Row>}
      {amountTax > 0 && <Row label={isOnTop ? "Tax" : "Including tax"}>{money(amountTax)}</Row>}
      <Row label="Total" isStrong>
        {amountTotal === 0 ? "Free" : money(amountTotal)}
      </Row>
      {amountPaid !== amountTotal && <Row label="Paid">{money(amountPaid)}</Row>}
      {amountRefunded > 0 && <Row label="Refunded">{money(-amountRefunded)}</Row>}
    </dl>
  )
}

type RowProps = { label: string; isStrong?: boolean; children: ReactNode }

function Row({ label, isStrong = false, children }: RowProps) {
  return (
    <div className={`flex justify-between gap-6 ${isStrong ? "font-semibold" : "text-quiet"}`}>
      <dt>{label}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  )
}
