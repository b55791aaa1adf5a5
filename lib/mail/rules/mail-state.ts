/** How a mail stands, in a word. */
export type MailState =
  | "pending"
  | "cancelled"
  | "sent"
  | "delayed"
  | "delivered"
  | "bounced"
  | "complained"

type Facts = Record<
  "sentAt" | "cancelledAt" | "deliveredAt" | "delayedAt" | "bouncedAt" | "complainedAt",
  Date | null
>

/**
 * What the facts on a mail's row come to. They were told in any order, and each has its own time: a mail
 * that was taken in and sent back later has bounced, one that bounced and was taken after all was delivered.
 */
export function mailState(mail: Facts): MailState {
  const { deliveredAt, bouncedAt } = mail
  if (mail.complainedAt) return "complained"
  if (bouncedAt && (!deliveredAt || bouncedAt >= deliveredAt)) return "bounced"
  if (deliveredAt) return "delivered"
  if (mail.delayedAt) return "delayed"
  if (mail.sentAt) return "sent"
  return mail.cancelledAt ? "cancelled" : "pending"
}
