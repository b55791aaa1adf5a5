import { z } from "zod"

const addresses = z
  .union([z.string().min(1), z.array(z.string().min(1)).max(50)])
  .transform((value) => (typeof value === "string" ? [value] : value))

const optionalAddresses = addresses.optional()

/** The body of `POST /emails`. Source: https://resend.com/docs/api-reference/emails/send-email */
export const mailBody = z
  .object({
    from: z.string().min(1),
    to: addresses,
    subject: z.string().min(1),
    cc: optionalAddresses,
    bcc: optionalAddresses,
    reply_to: optionalAddresses,
    html: z.string().nullish(),
    text: z.string().nullish(),
    headers: z.record(z.string(), z.string()).nullish(),
    tags: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
    attachments: z.array(z.object({ filename: z.string().nullish() })).nullish(),
    scheduled_at: z.string().nullish(),
  })
  .refine((mail) => mail.html != null || mail.text != null, {
    message: "Missing `html` or `text` field.",
  })

export type MailBody = z.output<typeof mailBody>

export type MailEvent = "bounced" | "complained" | "delivered" | "sent"

/** One mail in the mailbox. */
export type Mail = MailBody & { id: string; sentAt: string; idempotencyKey: string | null }

/** The bare addresses of everyone that a mail goes to, in lower case. */
export function recipients(mail: MailBody): string[] {
  return [...mail.to, ...(mail.cc ?? []), ...(mail.bcc ?? [])].map(bareAddress)
}

/** The address in `Name <address>`, in lower case. */
export function bareAddress(text: string): string {
  return (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase()
}
