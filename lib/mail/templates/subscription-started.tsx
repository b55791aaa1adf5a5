import { Text } from "@/lib/mail/elements"
import { sayDay, sayNextCharge, type Voice } from "@/lib/mail/rules/subscription-words"
import type { MailSubscription } from "@/lib/mail/store/subscriptions"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"
import { AccountButton } from "@/lib/mail/templates/subscription-links"

type Props = { shop: Shop; voice: Voice; subscription: MailSubscription }

/** For a customer whose subscription began without a charge: a trial, or one that costs nothing. */
export function SubscriptionStarted({ shop, voice, subscription }: Props) {
  const { title, trialEndsAt, nextCharge } = subscription
  return (
    <Layout shop={shop} title={`${title} is yours`} preview={`${title} has begun`}>
      <Text style={styles.text}>
        {trialEndsAt
          ? `Your free trial of ${title} has begun. Until ${sayDay(trialEndsAt, voice)} you pay nothing.`
          : `Your subscription to ${title} has begun. You have paid nothing for it.`}{" "}
        {nextCharge && nextCharge.amount > 0
          ? `${sayNextCharge(nextCharge, voice)} If you cancel before, you are not charged.`
          : trialEndsAt && !nextCharge
            ? "It ends then by itself, and you are not charged."
            : ""}
      </Text>
      <AccountButton shop={shop}>See your subscription</AccountButton>
    </Layout>
  )
}
