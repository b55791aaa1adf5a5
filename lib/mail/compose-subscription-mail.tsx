import { env } from "@/lib/env"
import { isCancelling, isRenewing, isTrialEnding, isTrialOn } from "@/lib/mail/rules/still-true"
import { sumMailInvoices } from "@/lib/mail/store/invoices"
import type { MailKind } from "@/lib/mail/store/mails"
import { getMailSubscription, type MailSubscription } from "@/lib/mail/store/subscriptions"
import { CancellationScheduled } from "@/lib/mail/templates/cancellation-scheduled"
import type { Composed, Shop } from "@/lib/mail/templates/layout"
import { RenewalReminder } from "@/lib/mail/templates/renewal-reminder"
import { SubscriptionEnded } from "@/lib/mail/templates/subscription-ended"
import { SubscriptionRefused } from "@/lib/mail/templates/subscription-refused"
import { SubscriptionStarted } from "@/lib/mail/templates/subscription-started"
import { TrialEnding } from "@/lib/mail/templates/trial-ending"

type About = {
  kind: Extract<
    MailKind,
    | "subscription_started"
    | "trial_ending"
    | "renewal_reminder"
    | "cancellation_scheduled"
    | "subscription_ended"
    | "subscription_refused"
  >
  /** The subscription's id, for what has a moment with that behind it: "<id>/<ISO time>". */
  subject: string
}

/**
 * The letter about how a subscription stands at `now`. Null when what it was to say has passed: the
 * trial is over, the cancellation was taken back, the charge was put off.
 */
export async function composeSubscriptionMail(
  { kind, subject }: About,
  shop: Shop,
  now: Date,
): Promise<Composed | null> {
  const [id = "", moment = ""] = subject.split("/")
  const subscription = await getMailSubscription(id)
  const told = { ...subscription, isRefused: subscription.cancelledBecause !== null }
  const dueAt = new Date(moment)
  const { title } = subscription
  const props = {
    shop,
    subscription,
    voice: { locale: shop.locale, timeZone: env().SHOP_TIME_ZONE },
  }
  switch (kind) {
    case "subscription_started": {
      const isTrial = isTrialOn(told, now)
      const isFree = told.status === "active" && !told.isRefused && !subscription.trialEndsAt
      if (!isTrial && !isFree) return null
      const what = isTrial ? `free trial of ${title} at` : `subscription to ${title} at`
      return { subject: `Your ${what} ${shop.name}`, body: <SubscriptionStarted {...props} /> }
    }
    case "trial_ending":
      return isTrialEnding(told, dueAt, now)
        ? {
            subject: `Your free trial of ${title} ends soon`,
            body: <TrialEnding {...props} dueAt={dueAt} />,
          }
        : null
    case "renewal_reminder":
      return isRenewing(told, dueAt, now)
        ? { subject: `${title} renews soon`, body: <RenewalReminder {...props} dueAt={dueAt} /> }
        : null
    case "cancellation_scheduled": {
      if (!isCancelling(told, dueAt, now)) return null
      const isOpen = isOpenUntil(subscription, dueAt)
      return {
        subject: `You have cancelled ${title}`,
        body: <CancellationScheduled {...props} endsAt={dueAt} isOpen={isOpen} />,
      }
    }
    case "subscription_ended":
    case "subscription_refused":
      return composeEnd(kind, props, told.isRefused)
  }
}

async function composeEnd(
  kind: "subscription_ended" | "subscription_refused",
  props: Parameters<typeof SubscriptionStarted>[0],
  isRefused: boolean,
): Promise<Composed | null> {
  if (isRefused !== (kind === "subscription_refused")) return null
  const { title, stripeSubscriptionId } = props.subscription
  const { paid, owed, currency } = await sumMailInvoices(stripeSubscriptionId)
  const money = (amount: number) => (amount > 0 && currency ? { amount, currency } : null)
  if (isRefused)
    return {
      subject: `Your new subscription to ${title} was ended`,
      body: <SubscriptionRefused {...props} paid={money(paid)} />,
    }
  return {
    subject: `${title} has ended`,
    body: <SubscriptionEnded {...props} owed={money(owed)} hasPaid={paid > 0} />,
  }
}

function isOpenUntil({ access }: MailSubscription, at: Date): boolean {
  return access !== null && !access.revokedReason && (!access.endsAt || access.endsAt >= at)
}
