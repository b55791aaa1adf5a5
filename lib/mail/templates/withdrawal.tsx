import { Text } from "@/lib/mail/elements"
import type { MailOrder } from "@/lib/mail/store/orders"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"
import { formatMoney } from "@/lib/money"

type Props = {
  shop: Shop
  order: MailOrder
  /** When they withdrew, in words. */
  day: string
}

/** The receipt of a withdrawal: what somebody withdrew from, when, and what goes back to them. */
export function Withdrawal({ shop, order, day }: Props) {
  const titles = order.lines.map((line) => line.productTitle).join(", ")
  const { amountTotal: amount, currency } = order
  return (
    <Layout shop={shop} title="Your withdrawal has arrived" preview={titles}>
      <Text style={styles.text}>
        On {day} you withdrew from your order {order.id}: {titles}. Its files are closed.
      </Text>
      <Text style={styles.text}>
        {formatMoney({ amount, currency }, order.locale)} goes back to the card or account that you
        paid with. It can take your bank some days to show it.
      </Text>
      <Text style={styles.quiet}>Keep this mail: it is the receipt of your withdrawal.</Text>
    </Layout>
  )
}
