import { findSubscriberAddress } from "@/lib/billing/store/subscribers"
import { saveRefusal } from "@/lib/billing/store/subscriptions"
import { enqueue } from "@/lib/queue"
import { mailboxKey } from "@/lib/subscriptions/rules/mailbox"
import { findTrialUses, recordTrialUse } from "@/lib/subscriptions/store/trials"

/**
 * Notes whose trial this is, and refuses it where the mailbox behind the address, or the card, had one
 * before: which card it is shows only once it was typed at Stripe. The subscription is ended before
 * anything is charged; its customer may subscribe again, and pay from the first day.
 * @param card its fingerprint; undefined: no trial begins, or it is noted already
 */
export async function refuseUsedTrial(
  subscriptionId: string,
  card: string | null | undefined,
): Promise<void> {
  if (card === undefined) return
  const subscriber = await findSubscriberAddress(subscriptionId)
  if (!subscriber) return
  const key = mailboxKey(subscriber.email)
  const used = await findTrialUses({
    mailboxKey: key,
    cardFingerprints: card ? [card] : [],
    except: subscriptionId,
  })
  const { customerId } = subscriber
  await recordTrialUse({ subscriptionId, customerId, mailboxKey: key, cardFingerprint: card })
  if (!subscriber.isSelfService || !(used.mailbox || used.card)) return
  await saveRefusal(subscriptionId, "trial_used")
  await enqueue("end-subscription", { subscriptionId })
}
