import { signingSecret, stripeSignature, svixHeaders } from "@/lib/sandbox/deliveries/sign"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { nowMs, readSettings } from "@/lib/sandbox/settings"

export type Due = {
  id: string
  vendor: "resend" | "stripe"
  event: string
  body: string
  tries: number
}

/** How long after each failed try the next one comes, in seconds; the last repeats. */
const backOff = [1, 2, 5, 10, 30, 60, 300, 900, 3600, 3 * 3600, 6 * 3600]
const stripeSpanSeconds = 3 * 24 * 3600
/** A shop without a mail webhook answers 404; it is asked a few times and then left alone. */
const resendTries = 4
const answerMs = 20_000

/**
 * Sends one delivery and records what came back. A 2xx ends it; anything else, also no answer,
 * puts it off. Given up after three days (mail: after four tries).
 * Source: https://docs.stripe.com/webhooks#retries
 */
export async function sendDelivery(sandbox: Sandbox, due: Due, signal: AbortSignal): Promise<void> {
  const settings = await readSettings(sandbox.pool)
  const url = `${settings.shop.url}/api/webhooks/${due.vendor}`
  // A shop that shares the clock compares the signature's time with that clock, not the real one.
  const now = sandbox.clockFile === undefined ? Date.now() : nowMs(settings)
  const answer = await post(sandbox, due, url, Math.floor(now / 1000), signal)
  if (signal.aborted) return free(sandbox, due)
  const done = answer.status !== null && answer.status >= 200 && answer.status < 300
  const seconds = backOff[Math.min(due.tries, backOff.length - 1)] ?? 60
  await sandbox.pool.query(
    `WITH attempt AS (
       INSERT INTO attempts (delivery, url, status, body)
       SELECT id, $2, $3, $4 FROM deliveries WHERE id = $1
     )
     UPDATE deliveries SET tries = tries + 1, due_at = clock_timestamp() + make_interval(secs => $6),
       state = CASE WHEN $5 THEN 'done'
         WHEN vendor = 'resend' AND tries + 1 >= $7 THEN 'failed'
         WHEN created_at < clock_timestamp() - make_interval(secs => $8) THEN 'failed'
         ELSE 'waiting' END
     WHERE id = $1 AND state = 'waiting'`,
    [due.id, url, answer.status, answer.body, done, seconds, resendTries, stripeSpanSeconds],
  )
}

/** The sandbox stops: whoever runs next sends this at once (the shop may see it twice). */
async function free(sandbox: Sandbox, due: Due): Promise<void> {
  await sandbox.pool.query("UPDATE deliveries SET due_at = now() WHERE id = $1", [due.id])
}

async function post(
  sandbox: Sandbox,
  due: Due,
  url: string,
  seconds: number,
  signal: AbortSignal,
): Promise<{ status: number | null; body: string }> {
  const signature =
    due.vendor === "stripe"
      ? {
          "user-agent": "Stripe/1.0 (Kiosk sandbox)",
          "stripe-signature": stripeSignature(
            signingSecret(sandbox.stripeWebhookSecret),
            due.body,
            seconds,
          ),
        }
      : svixHeaders(signingSecret(sandbox.resendWebhookSecret), due.event, due.body, seconds)
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8", ...signature },
      body: due.body,
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
    })
    return { status: response.status, body: (await response.text()).slice(0, 2000) }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    return { status: null, body: cause instanceof Error ? cause.message : String(cause) }
  }
}
