import type { Route } from "next"
import { Moment } from "@/components/moment"
import { Badge } from "@/components/ui/badge"
import { PageLink } from "@/components/ui/page-link"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import type { OrderRow } from "@/lib/purchases/store/find-orders"

/** Orders, one a line; the whole of each is behind its link. */
export function OrderList({ orders }: { orders: OrderRow[] }) {
  return (
    <ul className="mt-6 divide-y divide-line border-y border-line">
      {orders.map((order) => (
        <li
          key={order.id}
          data-testid={`order-${order.id}`}
          className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[minmax(0,1fr)_auto]"
        >
          <PageLink
            href={`/admin/orders/${order.id}` as Route}
            className="link min-h-11 content-center font-medium wrap-anywhere"
          >
            {order.titles.join(", ")}
          </PageLink>
          <p className="flex items-center gap-3 tabular-nums sm:justify-end">
            <Marks order={order} />
            {formatMoney(
              { amount: order.amountTotal, currency: order.currency },
              env().SHOP_LOCALE,
            )}
          </p>
          <p className="text-sm text-quiet wrap-anywhere">{order.email ?? "nobody any more"}</p>
          <p className="text-sm text-quiet sm:text-right">
            <Moment at={order.createdAt} />
          </p>
        </li>
      ))}
    </ul>
  )
}

function Marks({ order }: { order: OrderRow }) {
  return (
    <>
      {order.hasDispute && <Badge>disputed</Badge>}
      {order.amountRefunded > 0 && (
        <Badge>{order.amountRefunded < order.amountTotal ? "refunded in part" : "refunded"}</Badge>
      )}
      {order.status !== "paid" && <Badge>{order.status}</Badge>}
    </>
  )
}
