import { randomUUID } from "node:crypto"
import Stripe from "stripe"
import { z } from "zod"
import { POST as webhook } from "@/app/api/webhooks/stripe/route"
import { testSecrets } from "@/tests/support/environment"
import { waitUntil } from "@/tests/support/wait-until"

const event = z.looseObject({
  id: z.string(),
  type: z.string(),
  created: z.number(),
  data: z.looseObject({ object: z.looseObject({ id: z.string() }) }),
})
export type StripeEventBody = z.infer<typeof event>

/** The sandbox's own events, oldest first. */
export async function listEvents(sandboxUrl: string): Promise<StripeEventBody[]> {
  const response = await fetch(`${sandboxUrl}/v1/events?limit=100`, {
    headers: { authorization: `Bearer ${testSecrets.STRIPE_SECRET_KEY}` },
  })
  return z
    .object({ data: z.array(event) })
    .parse(await response.json())
    .data.reverse()
}

/** The first event of a type, as soon as there is one. */
export async function eventOf(sandboxUrl: string, type: string): Promise<StripeEventBody> {
  return waitUntil(
    async () => (await listEvents(sandboxUrl)).find((one) => one.type === type),
    `an event ${type}`,
  )
}

/** A call of Stripe's API at the sandbox, form-encoded. */
export async function callStripe(
  sandboxUrl: string,
  path: string,
  fields?: Record<string, string>,
  key: string = testSecrets.STRIPE_SECRET_KEY,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${sandboxUrl}/v1/${path}`, {
    method: fields ? "POST" : "GET",
    headers: { authorization: `Bearer ${key}` },
    ...(fields ? { body: new URLSearchParams(fields) } : {}),
  })
  const body = z.record(z.string(), z.unknown()).parse(await response.json())
  if (!response.ok) throw new Error(JSON.stringify(body))
  return body
}

/** A made-up event around an object. */
export function makeEvent(
  type: string,
  object: Record<string, unknown>,
  more: { id?: string; created?: number; livemode?: boolean } = {},
): Record<string, unknown> {
  const created = more.created ?? Math.floor(Date.now() / 1000)
  return {
    id: more.id ?? `evt_test_${randomUUID().replaceAll("-", "")}`,
    object: "event",
    api_version: "2026-10-28.endive",
    created,
    livemode: more.livemode ?? false,
    pending_webhooks: 1,
    request: null,
    type,
    data: { object: { created, ...object } },
  }
}

export type SignOptions = { secret?: string; timestamp?: number }

/** The Stripe-Signature header of a body. */
export function signatureOf(payload: string, options: SignOptions = {}): string {
  return Stripe.webhooks.generateTestHeaderString({
    payload,
    secret: options.secret ?? testSecrets.STRIPE_WEBHOOK_SECRET,
    ...(options.timestamp === undefined ? {} : { timestamp: options.timestamp }),
  })
}

export type Answer = { status: number; outcome: string | null; eventId: string | null }

/** Posts an event to the webhook route, freshly signed. */
export async function deliver(body: unknown, options: SignOptions = {}): Promise<Answer> {
  const text = JSON.stringify(body)
  return post(text, signatureOf(text, options))
}

/** Posts a body with a signature, or none, to the webhook route. */
export async function post(text: string, signature: string | null): Promise<Answer> {
  const response = await webhook(
    new Request("http://localhost:3000/api/webhooks/stripe", {
      method: "POST",
      headers: signature ? { "stripe-signature": signature } : {},
      body: text,
    }),
  )
  const answer = z
    .object({ outcome: z.string().optional(), eventId: z.string().optional() })
    .parse(await response.json())
  return {
    status: response.status,
    outcome: answer.outcome ?? null,
    eventId: answer.eventId ?? null,
  }
}
