import Stripe from "stripe"
import { forbidInTransaction } from "@/lib/db"
import { env, requireEnv } from "@/lib/env"

/** The one API version that this code is written for. Webhook endpoints should be made with it too. */
export const STRIPE_API_VERSION = "2026-10-28.endive"

// A person waits for these answers: give up early, once more with the same idempotency key.
const TIMEOUT_MS = 8_000

let client: { key: string; base: string | undefined; stripe: Stripe } | undefined

/** Stripe's SDK, pointed at STRIPE_API_BASE when that is set. Throws inside a transaction. */
export function stripe(): Stripe {
  forbidInTransaction("Stripe")
  const key = requireEnv("STRIPE_SECRET_KEY")
  const base = env().STRIPE_API_BASE
  if (!client || client.key !== key || client.base !== base)
    client = { key, base, stripe: connect(key, base) }
  return client.stripe
}

function connect(key: string, base: string | undefined): Stripe {
  const url = base ? new URL(base) : null
  return new Stripe(key, {
    apiVersion: STRIPE_API_VERSION,
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 1,
    telemetry: false,
    appInfo: { name: "Kiosk" },
    ...(url
      ? {
          host: url.hostname,
          port: url.port || (url.protocol === "https:" ? "443" : "80"),
          protocol: url.protocol === "https:" ? "https" : "http",
        }
      : {}),
  })
}

/**
 * The time on Stripe's clock at which an answer was made: the version of what it holds.
 * Falls back to the epoch, so that an answer without the header never counts as newer.
 */
export function answeredAt(answer: { lastResponse: { headers: Record<string, string> } }): Date {
  const date = new Date(answer.lastResponse.headers.date ?? 0)
  return Number.isNaN(date.getTime()) ? new Date(0) : date
}
