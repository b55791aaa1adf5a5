import type { HttpBindings } from "@hono/node-server"
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response"
import { type Context, Hono } from "hono"
import { billingRoutes } from "@/lib/sandbox/billing/routes"
import { sessionRoutes } from "@/lib/sandbox/checkout/sessions"
import { pause } from "@/lib/sandbox/pause"
import { portalRoutes } from "@/lib/sandbox/portal/routes"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { nowMs, readSettings } from "@/lib/sandbox/settings"
import { accountRoutes } from "@/lib/sandbox/stripe/account"
import { answerCall, faultAnswer } from "@/lib/sandbox/stripe/answer-call"
import type { Answer } from "@/lib/sandbox/stripe/answers"
import { balanceTransactionRoutes } from "@/lib/sandbox/stripe/balance-transactions"
import { chargeRoutes } from "@/lib/sandbox/stripe/charges"
import { checkKey } from "@/lib/sandbox/stripe/check-key"
import { customerRoutes } from "@/lib/sandbox/stripe/customers"
import { deletedCustomerRoutes } from "@/lib/sandbox/stripe/deleted-customers"
import { disputeRoutes } from "@/lib/sandbox/stripe/disputes"
import { eventRoutes } from "@/lib/sandbox/stripe/events"
import { StripeFault } from "@/lib/sandbox/stripe/faults"
import { randomLetters } from "@/lib/sandbox/stripe/ids"
import { paymentIntentRoutes } from "@/lib/sandbox/stripe/payment-intents"
import { paymentMethodRoutes } from "@/lib/sandbox/stripe/payment-methods"
import { priceRoutes } from "@/lib/sandbox/stripe/prices"
import { productRoutes } from "@/lib/sandbox/stripe/products"
import { refundRoutes } from "@/lib/sandbox/stripe/refunds"
import { setupIntentRoutes } from "@/lib/sandbox/stripe/setup-intents"
import { type ApiMode, takeApiMode } from "@/lib/sandbox/stripe/take-api-mode"
import { taxIdRoutes } from "@/lib/sandbox/stripe/tax-ids"
import { apiVersion } from "@/lib/sandbox/stripe/version"
import { webhookEndpointRoutes } from "@/lib/sandbox/stripe/webhook-endpoints"

type Env = { Bindings: HttpBindings }

const routes = [
  ...accountRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...deletedCustomerRoutes,
  ...customerRoutes,
  ...taxIdRoutes,
  ...paymentMethodRoutes,
  ...sessionRoutes,
  ...paymentIntentRoutes,
  ...setupIntentRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...balanceTransactionRoutes,
  ...billingRoutes,
  ...portalRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
]

const slowMs = 90_000
const limited = new StripeFault({
  status: 429,
  type: "invalid_request_error",
  code: "rate_limit",
  message: "Too many requests: the control page limits the rate.",
})

// What a restricted key is told that lacks a permission: https://docs.stripe.com/keys#limit-access
const forbidden = new StripeFault({
  status: 403,
  type: "invalid_request_error",
  message:
    "The provided key does not have the required permissions for this endpoint: the control page says so.",
})

/** Stripe's API under `/v1`, with the faults that the control page asked for. */
export function stripeApi(sandbox: Sandbox): Hono<Env> {
  return new Hono<Env>().all("/v1/*", async (c) => {
    const id = `req_${randomLetters(14)}`
    const mode = await takeApiMode(sandbox.pool, c.req.path)
    if (mode.mode === "reset") return cut(c)
    const answer = await answerWith(sandbox, c, id, mode)
    if (mode.mode === "reset-after") return cut(c)
    if (mode.mode === "slow" && !(await pause(sandbox, mode.delayMs ?? slowMs))) return cut(c)
    return respond(sandbox, c, answer)
  })
}

async function answerWith(
  sandbox: Sandbox,
  c: Context<Env>,
  id: string,
  mode: ApiMode,
): Promise<Answer> {
  try {
    checkKey(sandbox, c.req.header("authorization"))
    if (mode.mode === "rate-limit") throw limited
    if (mode.mode === "forbidden") throw forbidden
  } catch (error) {
    if (error instanceof StripeFault) return faultAnswer({ id }, error)
    throw error
  }
  const inQuery = c.req.method !== "POST"
  return answerCall(sandbox, routes, {
    id,
    method: c.req.method,
    path: c.req.path,
    parameters: inQuery ? new URL(c.req.url).search : await c.req.text(),
    key: c.req.header("idempotency-key") ?? null,
    fail: mode.mode === "error",
  })
}

async function respond(sandbox: Sandbox, c: Context<Env>, answer: Answer): Promise<Response> {
  const key = c.req.header("idempotency-key")
  const now = nowMs(await readSettings(sandbox.pool))
  const headers = new Headers({
    "content-type": "application/json",
    "cache-control": "no-cache, no-store",
    date: new Date(now).toUTCString(),
    "request-id": answer.replayed ? `req_${randomLetters(14)}` : answer.request,
    "stripe-version": c.req.header("stripe-version") ?? apiVersion,
  })
  if (key !== undefined) {
    headers.set("idempotency-key", key)
    headers.set("original-request", answer.request)
    if (answer.replayed) headers.set("idempotent-replayed", "true")
    // A stored failure comes back for the same key, so the SDK need not try it again.
    if (answer.status >= 500) headers.set("stripe-should-retry", "false")
  }
  return new Response(answer.body, { status: answer.status, headers })
}

function cut(c: Context<Env>): Response {
  c.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}
