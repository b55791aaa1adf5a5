import { Text } from "@/lib/mail/elements"
import { sayDay, sayNextCharge, type Voice } from "@/lib/mail/rules/subscription-words"
import type { MailSubscription } from "@/lib/mail/store/subscriptions"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"
import { AccountButton } from "@/lib/mail/templates/subscription-links"

type Props = { shop: Shop; voice: Voice; subscription: MailSubscription; dueAt: Date }

/** For a customer who is charged soon, after a year or longer. */
export function RenewalReminder({ shop, voice, subscription, dueAt }: Props) {
  const { title, nextCharge } = subscription
  const day = sayDay(dueAt, voice)
  const isCharged = nextCharge?.at.getTime() === dueAt.getTime()
  return (
    <Layout shop={shop} title="Your subscription renews soon" preview={`${title} renews on ${day}`}>
      <Text style={styles.text}>
        {title} renews on {day}. {isCharged ? sayNextCharge(nextCharge, voice) : ""} You need to do
        nothing to keep it.
      </Text>
      <Text style={styles.text}>
        If you don’t want it any longer, cancel before {day} in your account. You are not charged
        then, and everything stays open until that day.
      </Text>
      <AccountButton shop={shop}>See or cancel your subscription</AccountButton>
    </Layout>
  )
}
