import { Text } from "@/lib/mail/elements"
import { sayDay, type Voice } from "@/lib/mail/rules/subscription-words"
import type { MailSubscription } from "@/lib/mail/store/subscriptions"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"
import { AccountButton } from "@/lib/mail/templates/subscription-links"

type Props = {
  shop: Shop
  voice: Voice
  subscription: MailSubscription
  endsAt: Date
  /** Whether all that it opens is open until then: it is paid, or free. */
  isOpen: boolean
}

/** For a customer who has cancelled: until when it goes on, and how to take it back. */
export function CancellationScheduled({ shop, voice, subscription, endsAt, isOpen }: Props) {
  const day = sayDay(endsAt, voice)
  const { title, nextCharge } = subscription
  return (
    <Layout shop={shop} title="You have cancelled" preview={`${title} ends on ${day}`}>
      <Text style={styles.text}>
        {title} ends on {day}. {isOpen ? "Until then everything stays open." : ""}{" "}
        {nextCharge ? "" : "You are not charged any more."}
      </Text>
      <Text style={styles.text}>
        Did you change your mind? Until that day you can resume it in your account, and it goes on
        as before.
      </Text>
      <AccountButton shop={shop}>See or resume your subscription</AccountButton>
    </Layout>
  )
}
