import { Button, Text } from "@/lib/mail/elements"
import type { MailOrder } from "@/lib/mail/store/orders"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"
import { formatMoney } from "@/lib/money"

type Props = { shop: Shop; order: MailOrder; orderUrl: string; timeZone: string }

/** The receipt of one order, with its private link. Sent once for each order. */
export function Receipt({ shop, order, orderUrl, timeZone }: Props) {
  const money = (amount: number) => formatMoney({ amount, currency: order.currency }, order.locale)
  const isFree = order.amountTotal === 0
  return (
    <Layout
      shop={shop}
      title={isFree ? "Here is your download" : "Thank you for your order"}
      preview={order.lines.map((line) => line.productTitle).join(", ")}
    >
      <Text style={styles.text}>
        This is your private link. It works on any device, and you can come back to it whenever you
        need the files again.
      </Text>
      <Text style={styles.text}>
        <Button href={orderUrl} style={styles.button}>
          Open your order
        </Button>
      </Text>
      <table width="100%" cellPadding={0} cellSpacing={0} style={{ margin: "8px 0 16px" }}>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.productTitle + line.editionTitle}>
              <td style={styles.cell}>
                {line.productTitle}
                <br />
                <span style={styles.quiet}>
                  {line.editionTitle}
                  {line.purchase ? `, ${downloads(line.purchase.downloadsLeft)}` : ""}
                </span>
              </td>
              <td style={styles.amount}>{isFree ? "Free" : money(line.amountTotal)}</td>
            </tr>
          ))}
          {order.amountTax > 0 && (
            <tr>
              <td style={styles.cell}>Tax</td>
              <td style={styles.amount}>{money(order.amountTax)}</td>
            </tr>
          )}
          {!isFree && (
            <tr>
              <td style={{ ...styles.cell, fontWeight: 600 }}>Total</td>
              <td style={{ ...styles.amount, fontWeight: 600 }}>{money(order.amountTotal)}</td>
            </tr>
          )}
        </tbody>
      </table>
      <Text style={styles.quiet}>
        Order {order.id}, {dateOf(order.paidAt ?? order.createdAt, order.locale, timeZone)}. Keep
        the link to yourself: whoever has it can open your order.
      </Text>
    </Layout>
  )
}

function downloads(left: number): string {
  return `${left} ${left === 1 ? "download" : "downloads"} left`
}

/** A day in words, in the shop's time zone. */
export function dateOf(date: Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(date)
}
