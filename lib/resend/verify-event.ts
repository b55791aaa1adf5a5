import { createHmac, timingSafeEqual } from "node:crypto"
import { z } from "zod"
import { env } from "@/lib/env"

/** Seconds by which a signature's time may be off, either way. */
const TOLERANCE = 300

/** What became of a letter, by Resend's clock. */
export type MailEvent = {
  type: "sent" | "delivered" | "delayed" | "bounced" | "complained"
  at: Date
  /** Resend's id of the letter. */
  resendId: string
  /** The tags that the letter was sent with, by name. */
  tags: Record<string, string>
  /** What the mail server said. */
  note: string | null
  /** Of a bounce: the address takes no mail at all. */
  isFinal: boolean
}

const types: Record<string, MailEvent["type"]> = {
  "email.sent": "sent",
  "email.delivered": "delivered",
  "email.delivery_delayed": "delayed",
  "email.bounced": "bounced",
  // On Resend's own list of addresses that bounced or complained before.
  "email.suppressed": "bounced",
  "email.failed": "bounced",
  "email.complained": "complained",
}

// Told as a list of names and values, or as one object of them.
const tags = z
  .union([
    z.record(z.string(), z.string()),
    z
      .array(z.object({ name: z.string(), value: z.string() }))
      .transform((all) => Object.fromEntries(all.map(({ name, value }) => [name, value]))),
  ])
  .nullish()
  .transform((found) => found ?? {})

const event = z.object({
  type: z.string(),
  created_at: z.coerce.date(),
  data: z.object({
    email_id: z.string().min(1),
    tags,
    bounce: z.object({ message: z.string(), type: z.string() }).partial().nullish().catch(null),
    suppressed: z.object({ message: z.string() }).partial().nullish().catch(null),
    failed: z.object({ reason: z.string() }).partial().nullish().catch(null),
  }),
})

/**
 * Reads an event from its JSON text; null: of a type that the shop does not look at. Throws on any other
 * shape. Source: https://resend.com/docs/dashboard/webhooks/event-types
 */
export function readMailEvent(body: string): MailEvent | null {
  const { type: kind } = z.object({ type: z.string() }).parse(JSON.parse(body))
  const type = types[kind]
  if (!type) return null
  const { created_at: at, data } = event.parse(JSON.parse(body))
  const { email_id: resendId, tags, bounce, suppressed, failed } = data
  const note = bounce?.message ?? suppressed?.message ?? failed?.reason ?? null
  return { type, at, resendId, tags, note, isFinal: isForGood(kind, bounce?.type) }
}

// "Transient" and "Undetermined" may be better tomorrow: a full mailbox, a server that is down.
function isForGood(kind: string, bounceType = "Permanent"): boolean {
  return kind === "email.suppressed" || (kind === "email.bounced" && bounceType === "Permanent")
}

/** The headers by which a webhook of Resend's says who sent it. */
export type MailSignature = {
  id: string | null
  timestamp: string | null
  signature: string | null
}

/**
 * Why a webhook's signature does not hold, or null when it does: signed with any of the secrets in
 * RESEND_WEBHOOK_SECRET, within 300 seconds of `now`. Resend signs as Svix does; its SDK asks the machine's
 * clock, which is not the shop's when the sandbox's was moved, and knows one secret only.
 * Source: https://docs.svix.com/receiving/verifying-payloads/how-manual
 */
export function mailSignatureFault(
  body: string,
  { id, timestamp, signature }: MailSignature,
  now: Date,
): string | null {
  if (!id || !timestamp || !signature) return "a svix header is missing"
  if (!/^\d{1,12}$/.test(timestamp)) return "the svix-timestamp header is no time"
  const off = Math.round(now.getTime() / 1000) - Number(timestamp)
  if (Math.abs(off) > TOLERANCE)
    return `it was signed ${Math.abs(off)} seconds ${off > 0 ? "ago" : "in the future: check this host's clock"}`
  const secrets = env().RESEND_WEBHOOK_SECRET
  if (secrets.length === 0) return "RESEND_WEBHOOK_SECRET is not set"
  const given = signature
    .split(" ")
    .flatMap((part) => (part.startsWith("v1,") ? part.slice(3) : []))
  const isSigned = secrets.some((secret) => {
    const made = signatureOf(secret, `${id}.${timestamp}.${body}`)
    return given.some((one) => isSame(Buffer.from(one, "base64"), made))
  })
  return isSigned ? null : "no secret of RESEND_WEBHOOK_SECRET made this signature"
}

function signatureOf(secret: string, content: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64")
  // What is no base64 would be a key that anybody has.
  if (key.length === 0) throw new Error("RESEND_WEBHOOK_SECRET holds no key.")
  return createHmac("sha256", key).update(content).digest()
}

function isSame(given: Buffer, made: Buffer): boolean {
  return given.length === made.length && timingSafeEqual(given, made)
}
