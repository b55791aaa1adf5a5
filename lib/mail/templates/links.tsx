import { Link, Text } from "@/lib/mail/elements"
import type { MailOrder } from "@/lib/mail/store/orders"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"
import { dateOf } from "@/lib/mail/templates/receipt"

type Props = {
  shop: Shop
  timeZone: string
  orders: { order: MailOrder; orderUrl: string }[]
}

/** The private links of all orders of an address, for somebody who asked for them. */
export function Links({ shop, orders, timeZone }: Props) {
  return (
    <Layout shop={shop} title="Your private links" preview="The links to everything you bought">
      <Text style={styles.text}>
        You asked for the links to your orders. If it was not you, ignore this mail: nobody else has
        them.
      </Text>
      {orders.map(({ order, orderUrl }) => (
        <Text key={order.id} style={styles.text}>
          <Link href={orderUrl}>{order.lines.map(titleOf).join(", ")}</Link>
          <br />
          <span style={styles.quiet}>
            {dateOf(order.paidAt ?? order.createdAt, order.locale, timeZone)}
          </span>
        </Text>
      ))}
    </Layout>
  )
}

function titleOf(line: MailOrder["lines"][number]): string {
  return `${line.productTitle} (${line.editionTitle})`
}
