import { Button, Text } from "@/lib/mail/elements"
import { sayDay, sayMoney, type Voice } from "@/lib/mail/rules/subscription-words"
import type { MailSubscription } from "@/lib/mail/store/subscriptions"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"
import type { Money } from "@/lib/money"

type Props = {
  shop: Shop
  voice: Voice
  subscription: MailSubscription
  /** What was charged last and never paid; null: nothing. */
  owed: Money | null
  hasPaid: boolean
}

/** For a customer whose subscription is over. */
export function SubscriptionEnded({ shop, voice, subscription, owed, hasPaid }: Props) {
  const { title, endedAt } = subscription
  const when = endedAt ? ` on ${sayDay(endedAt, voice)}` : ""
  return (
    <Layout shop={shop} title="Your subscription has ended" preview={`${title} has ended`}>
      <Text style={styles.text}>
        {title} ended{when}
        {owed ? `, because a payment of ${sayMoney(owed, voice)} did not arrive` : ""}. What it
        opened is closed.{" "}
        {hasPaid ? "You are not charged any more." : "Nothing was charged for it."} What you bought
        by itself stays yours.
      </Text>
      <Text style={styles.text}>You can subscribe again whenever you like.</Text>
      <Text style={styles.text}>
        <Button href={`${shop.url}/plans`} style={styles.button}>
          See the plans
        </Button>
      </Text>
    </Layout>
  )
}
