import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"

/** Whether it is noted that this subscription had a trial. */
export async function hasTrialUse(stripeSubscriptionId: string): Promise<boolean> {
  const found = await db().trialUse.findFirst({
    where: { subscription: { stripeSubscriptionId } },
    select: { id: true },
  })
  return found !== null
}

/** Notes that a mailbox and a card had a trial, once for each subscription. */
export async function recordTrialUse(use: {
  subscriptionId: string
  customerId: string
  mailboxKey: string
  cardFingerprint: string | null
}): Promise<void> {
  await db().trialUse.createMany({ data: [{ id: newId(), ...use }], skipDuplicates: true })
}

/** What trials a mailbox and these cards had, other than by this subscription. */
export async function findTrialUses(options: {
  mailboxKey: string
  cardFingerprints: string[]
  except?: string
}): Promise<{ mailbox: boolean; card: boolean }> {
  const rows = await db().trialUse.findMany({
    where: {
      OR: [
        { mailboxKey: options.mailboxKey },
        { cardFingerprint: { in: options.cardFingerprints } },
      ],
      ...(options.except ? { subscriptionId: { not: options.except } } : {}),
    },
    select: { mailboxKey: true, cardFingerprint: true },
  })
  return {
    mailbox: rows.some((row) => row.mailboxKey === options.mailboxKey),
    card: rows.some((row) => options.cardFingerprints.includes(row.cardFingerprint ?? "")),
  }
}
