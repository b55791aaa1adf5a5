import Stripe from "stripe"
import { z } from "zod"
import { env } from "@/lib/env"

/** Seconds by which a signature's time may be off, either way. */
const TOLERANCE = 300

const event = z.object({
  id: z.string().startsWith("evt_"),
  type: z.string(),
  api_version: z.string().nullish(),
  created: z.number().int(),
  livemode: z.boolean(),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
})

/** An event of Stripe's with its payload as it came. */
export type EventSnapshot = {
  id: string
  type: string
  apiVersion: string | null
  createdAt: Date
  livemode: boolean
  object: Record<string, unknown>
  /** The whole event, as JSON text. */
  payload: string
  /** It speaks of an erased person, and nothing personal is left in it. */
  isForgotten?: boolean
}

/** Reads an event from its JSON text or its parsed form. Throws on any other shape. */
export function readEvent(source: unknown): EventSnapshot {
  const raw = event.parse(typeof source === "string" ? JSON.parse(source) : source)
  return {
    id: raw.id,
    type: raw.type,
    apiVersion: raw.api_version ?? null,
    createdAt: new Date(raw.created * 1000),
    livemode: raw.livemode,
    object: raw.data.object,
    payload: typeof source === "string" ? source : JSON.stringify(source),
  }
}

/**
 * Why a webhook's signature does not hold, or null when it does: signed with any of the secrets in
 * STRIPE_WEBHOOK_SECRET, at most 300 seconds ago, and not in the future (which the SDK lets pass).
 * Source: https://docs.stripe.com/webhooks#verify-manually
 */
export function signatureFault(body: string, header: string | null, now: Date): string | null {
  if (!header) return "the Stripe-Signature header is missing"
  const at = Number(/(?:^|,)\s*t=(\d+)/.exec(header)?.[1])
  if (!at) return "the Stripe-Signature header has no time"
  const off = Math.round(now.getTime() / 1000) - at
  if (off > TOLERANCE) return `it was signed ${off} seconds ago`
  if (off < -TOLERANCE)
    return `it was signed ${-off} seconds in the future: check this host's clock`
  const secrets = env().STRIPE_WEBHOOK_SECRET
  if (secrets.length === 0) return "STRIPE_WEBHOOK_SECRET is not set"
  const isSigned = secrets.some((secret) => isSignedWith(body, header, secret, now))
  return isSigned ? null : "no secret of STRIPE_WEBHOOK_SECRET made this signature"
}

function isSignedWith(body: string, header: string, secret: string, now: Date): boolean {
  try {
    return (
      Stripe.webhooks.signature?.verifyHeader(
        body,
        header,
        secret,
        TOLERANCE,
        undefined,
        now.getTime(),
      ) ?? false
    )
  } catch {
    return false
  }
}
