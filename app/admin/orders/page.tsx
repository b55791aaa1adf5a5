import { z } from "zod"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { NextPage } from "@/components/admin/next-page"
import { OrderList } from "@/components/admin/order-list"
import { OrderSearch } from "@/components/admin/order-search"
import { readOrderQuery } from "@/lib/purchases/read-order-query"
import { findOrders, orderStates } from "@/lib/purchases/store/find-orders"
import { readDays } from "@/lib/shop/read-days"

export const generateMetadata = adminMetadata("Orders")

const query = z.object({
  q: z.string().max(200).catch("").default(""),
  status: z.enum(orderStates).or(z.literal("")).catch("").default(""),
  since: z.string().max(10).catch("").default(""),
  until: z.string().max(10).catch("").default(""),
  after: z.uuid().nullable().catch(null).default(null),
})

/** What was bought, newest first: by address, product, id of Stripe's, state and day. */
export default adminPage<PageProps<"/admin/orders">>(async ({ searchParams }) => {
  const { after, ...asked } = query.parse(await searchParams)
  const days = readDays(asked.since, asked.until)
  const { orders, next } = await findOrders({
    query: readOrderQuery(asked.q),
    state: asked.status || null,
    since: days.since,
    until: days.until,
    after,
    limit: 25,
  })
  return (
    <>
      <h1 className="text-3xl font-semibold">Orders</h1>
      <OrderSearch asked={asked} fault={days.fault} />
      {orders.length === 0 ? (
        <p className="mt-8 text-quiet" data-testid="no-orders">
          {after
            ? "There are no older ones."
            : Object.values(asked).some(Boolean)
              ? "No order is like that. An address must be whole; a product's title may be a part of it."
              : "Nobody has bought anything yet."}
        </p>
      ) : (
        <OrderList orders={orders} />
      )}
      <NextPage path="/admin/orders" query={asked} next={next} isFirst={after === null} />
    </>
  )
})
