import { Button, Text } from "@/lib/mail/elements"
import { sayMoney, type Voice } from "@/lib/mail/rules/subscription-words"
import type { MailSubscription } from "@/lib/mail/store/subscriptions"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"
import { AccountButton } from "@/lib/mail/templates/subscription-links"
import type { Money } from "@/lib/money"

type Props = {
  shop: Shop
  voice: Voice
  subscription: MailSubscription
  /** What was paid for it, and is given back; null: nothing. */
  paid: Money | null
}

/** For a customer whose new subscription the shop has ended at once, and why. */
export function SubscriptionRefused(props: Props) {
  return props.subscription.cancelledBecause === "trial_used" ? (
    <TrialUsed {...props} />
  ) : (
    <Duplicate {...props} />
  )
}

function Duplicate({ shop, voice, subscription: { title }, paid }: Props) {
  return (
    <Layout shop={shop} title="You had it already" preview={`A second ${title} was ended`}>
      <Text style={styles.text}>
        You subscribed to {title} while another subscription of the same kind was running. You need
        only one, so we have ended the second one at once; the first goes on as before.
      </Text>
      <Text style={styles.text}>
        {paid
          ? `We give back all ${sayMoney(paid, voice)} that you paid for the second. It takes your bank a few days to show it.`
          : "Nothing was charged for the second."}{" "}
        You need to do nothing. To change to another plan, do so in your account.
      </Text>
      <AccountButton shop={shop}>See your subscription</AccountButton>
    </Layout>
  )
}

function TrialUsed({ shop, voice, subscription: { title }, paid }: Props) {
  return (
    <Layout shop={shop} title="Your free trial did not start" preview={`${title}: no second trial`}>
      <Text style={styles.text}>
        A free trial is for a first time, and this card, or this mailbox, has had one before. So we
        have ended your new trial of {title} at once.{" "}
        {paid ? `We give back all ${sayMoney(paid, voice)}.` : "Nothing was charged."}
      </Text>
      <Text style={styles.text}>
        You are welcome to subscribe without a trial: you pay from the first day then.
      </Text>
      <Text style={styles.text}>
        <Button href={`${shop.url}/plans`} style={styles.button}>
          Subscribe without a trial
        </Button>
      </Text>
    </Layout>
  )
}
