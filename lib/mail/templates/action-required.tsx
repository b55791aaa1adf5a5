import { Text } from "@/lib/mail/elements"
import { sayAccess, sayMoney, type Voice } from "@/lib/mail/rules/subscription-words"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"
import { PayButton } from "@/lib/mail/templates/subscription-links"
import type { Money } from "@/lib/money"

type Props = {
  shop: Shop
  voice: Voice
  title: string
  due: Money
  accessUntil: Date | null
  now: Date
  payUrl: string | null
}

/** For a customer whose bank wants them to confirm a subscription's charge. */
export function ActionRequired({ shop, voice, title, due, accessUntil, now, payUrl }: Props) {
  const amount = sayMoney(due, voice)
  return (
    <Layout shop={shop} title="Please confirm your payment" preview={`${amount} for ${title}`}>
      <Text style={styles.text}>
        Your bank wants you to confirm the payment of {amount} for {title}. Nothing is charged
        before you do. {sayAccess(accessUntil, now, voice)}
      </Text>
      <PayButton shop={shop} url={payUrl}>
        Confirm and pay now
      </PayButton>
    </Layout>
  )
}
