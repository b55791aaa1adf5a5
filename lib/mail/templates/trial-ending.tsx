import { Text } from "@/lib/mail/elements"
import { sayDay, sayNextCharge, type Voice } from "@/lib/mail/rules/subscription-words"
import type { MailSubscription } from "@/lib/mail/store/subscriptions"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"
import { AccountButton } from "@/lib/mail/templates/subscription-links"

type Props = { shop: Shop; voice: Voice; subscription: MailSubscription; dueAt: Date }

/** For a customer whose free trial ends soon, with a charge. */
export function TrialEnding({ shop, voice, subscription, dueAt }: Props) {
  const { title, nextCharge } = subscription
  const day = sayDay(dueAt, voice)
  return (
    <Layout shop={shop} title="Your free trial ends soon" preview={`${title}: free until ${day}`}>
      <Text style={styles.text}>
        Your free trial of {title} ends on {day}.{" "}
        {nextCharge ? sayNextCharge(nextCharge, voice) : "Your subscription goes on from then."} You
        need to do nothing to keep it.
      </Text>
      <Text style={styles.text}>
        If you don’t want to pay, cancel before {day} in your account: it takes two clicks, and you
        are not charged.
      </Text>
      <AccountButton shop={shop}>See or cancel your subscription</AccountButton>
    </Layout>
  )
}
