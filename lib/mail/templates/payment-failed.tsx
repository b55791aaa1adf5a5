import { Button, Text } from "@/lib/mail/elements"
import type { MailOrder } from "@/lib/mail/store/orders"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"
import { formatMoney } from "@/lib/money"

type Props = { shop: Shop; order: MailOrder; productUrl: string }

/** For a buyer whose delayed payment did not arrive after all. */
export function PaymentFailed({ shop, order, productUrl }: Props) {
  const total = formatMoney({ amount: order.amountTotal, currency: order.currency }, order.locale)
  const titles = order.lines.map((line) => line.productTitle).join(", ")
  return (
    <Layout shop={shop} title="Your payment did not arrive" preview={titles}>
      <Text style={styles.text}>
        Your bank did not complete the payment of {total} for {titles}. You have not been charged,
        and the order is closed. You can order again with another payment method.
      </Text>
      <Text style={styles.text}>
        <Button href={productUrl} style={styles.button}>
          Order again
        </Button>
      </Text>
    </Layout>
  )
}
