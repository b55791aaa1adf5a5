import { Text } from "@/lib/mail/elements"
import { type Retry, sayMoney, sayRetry, type Voice } from "@/lib/mail/rules/subscription-words"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"
import { PayButton } from "@/lib/mail/templates/subscription-links"
import type { Money } from "@/lib/money"

type Props = {
  shop: Shop
  voice: Voice
  /** What the subscription is called. */
  title: string
  due: Money
  retry: Retry
  /** Stripe's page where it is paid. */
  payUrl: string | null
}

/** For a customer whose subscription's charge failed. */
export function PaymentRetry({ shop, voice, title, due, retry, payUrl }: Props) {
  const amount = sayMoney(due, voice)
  const isLast = retry.nextAttemptAt === null
  return (
    <Layout
      shop={shop}
      title={isLast ? "Your payment failed for the last time" : "Your payment failed"}
      preview={`${amount} for ${title}`}
    >
      <Text style={styles.text}>
        Your bank refused the payment of {amount} for {title}. {sayRetry(retry, voice)}
      </Text>
      <Text style={styles.text}>
        {isLast
          ? "To keep your subscription, pay now. If you don’t, it ends."
          : "You can pay now, or give us another card before we try again."}
      </Text>
      <PayButton shop={shop} url={payUrl}>
        Pay now
      </PayButton>
    </Layout>
  )
}
