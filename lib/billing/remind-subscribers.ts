import { listReminders, type Reminder } from "@/lib/billing/store/reminders"
import { tellOnce } from "@/lib/billing/tell-once"
import { DAY, now, plusSeconds } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { getBillingSettings } from "@/lib/subscriptions/store/settings"

const TRIAL_DAYS = 3

/**
 * Tells customers, once each, that their trial ends within three days, or that a yearly charge (or a
 * longer one) comes within the days of the setting. Who is cancelling hears nothing. How many mails.
 */
export async function remindSubscribers(): Promise<number> {
  return remind({})
}

/** The same for one subscription, by its id at Stripe. */
export async function remindSubscriber(stripeSubscriptionId: string): Promise<number> {
  return remind({ stripeSubscriptionId })
}

async function remind(only: { stripeSubscriptionId?: string }): Promise<number> {
  const { reminderDays } = await getBillingSettings()
  const at = now()
  const due = await listReminders({
    now: at,
    trialsUntil: plusSeconds(at, TRIAL_DAYS * DAY),
    chargesUntil: plusSeconds(at, reminderDays * DAY),
    ...only,
  })
  for (const reminder of due) await record(reminder)
  return due.length
}

async function record({ kind, subscriptionId, dueAt, email }: Reminder): Promise<void> {
  const subject = `${subscriptionId}/${dueAt.toISOString()}`
  await transaction(() => tellOnce({ kind, subject, recipient: email }))
}
