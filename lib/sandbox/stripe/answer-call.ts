import type { Sandbox } from "@/lib/sandbox/sandbox"
import { inScope, type Scope } from "@/lib/sandbox/scope"
import { type Answer, claimKey, fingerprintOf, keepAnswer } from "@/lib/sandbox/stripe/answers"
import { atClock, subjects } from "@/lib/sandbox/stripe/at-clock"
import { expandAnswer } from "@/lib/sandbox/stripe/expand"
import { StripeFault } from "@/lib/sandbox/stripe/faults"
import { decodeForm, type Form } from "@/lib/sandbox/stripe/form"
import { findRoute, type Route } from "@/lib/sandbox/stripe/routes"

export type ApiRequest = {
  id: string
  method: string
  path: string
  /** The query of a GET, the body of a POST. */
  parameters: string
  key: string | null
  /** Answer 500 instead of doing anything, as the control page asked. */
  fail: boolean
}

/**
 * Runs one call of the API in one transaction and gives its answer, which the idempotency key
 * remembers: also a failure that got as far as running, and a 500.
 */
export async function answerCall(
  sandbox: Sandbox,
  routes: readonly Route[],
  request: ApiRequest,
): Promise<Answer> {
  const key = request.method === "POST" ? request.key : null
  const cause = { id: request.id, idempotency_key: key }
  const fingerprint = fingerprintOf(request.method, request.path, request.parameters)
  try {
    return await inScope(
      sandbox,
      async (scope) => {
        const stored = key === null ? null : await claimKey(scope, key, fingerprint)
        if (stored) return stored
        const { answer, keep } = await runCall(scope, routes, request)
        if (key !== null && keep) await keepAnswer(scope, key, fingerprint, answer)
        return answer
      },
      cause,
    )
  } catch (error) {
    if (error instanceof StripeFault) return faultAnswer(request, error)
    console.error("sandbox: a call of the Stripe API failed", request.method, request.path, error)
    return faultAnswer(request, brokenDown)
  }
}

const brokenDown = new StripeFault({
  status: 500,
  type: "api_error",
  message: "Something went wrong in the sandbox.",
})

async function runCall(
  scope: Scope,
  routes: readonly Route[],
  request: ApiRequest,
): Promise<{ answer: Answer; keep: boolean }> {
  if (request.fail) return { answer: faultAnswer(request, brokenDown), keep: true }
  await scope.db.query("SAVEPOINT call")
  try {
    const found = findRoute(routes, request.method, request.path)
    if (!found) throw unknownPath(request)
    const form = decodeForm(request.parameters)
    const at = await atClock(scope, subjects(request.path, found.ids, form))
    const result = await found.route.run({ scope: at, form, ids: found.ids })
    const expanded = await expandAnswer(scope, result, pathsOf(form))
    const body = JSON.stringify(expanded, null, 2)
    return { answer: { status: 200, body, request: request.id, replayed: false }, keep: true }
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error
    if (!error.keeps) await scope.db.query("ROLLBACK TO SAVEPOINT call")
    return { answer: faultAnswer(request, error), keep: error.reached }
  }
}

function pathsOf(form: Form): string[] {
  const { expand } = form
  return typeof expand === "object" ? Object.values(expand).map(String) : []
}

function unknownPath(request: ApiRequest): StripeFault {
  return new StripeFault(
    {
      status: 404,
      type: "invalid_request_error",
      message: `The sandbox has no ${request.method} ${request.path}.`,
    },
    false,
  )
}

export function faultAnswer(request: { id: string }, fault: StripeFault): Answer {
  const { status, ...error } = fault.details
  const body = JSON.stringify({ error: { ...error, request_log_url: null } }, null, 2)
  return { status, body, request: request.id, replayed: false }
}
