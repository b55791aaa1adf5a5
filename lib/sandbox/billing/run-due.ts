import { stepInvoice } from "@/lib/sandbox/billing/step-invoice"
import { stepSchedule } from "@/lib/sandbox/billing/step-schedule"
import { stepSubscription } from "@/lib/sandbox/billing/step-subscription"
import { lockBilling } from "@/lib/sandbox/billing/store"
import { arrive, movingClocks } from "@/lib/sandbox/billing/test-clocks"
import { charge } from "@/lib/sandbox/billing/update-subscription"
import { expireSession } from "@/lib/sandbox/checkout/expire-session"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { inScope, type Scope } from "@/lib/sandbox/scope"
import { verifyTaxId } from "@/lib/sandbox/stripe/tax-ids"

type Due = { kind: string; id: string; due: number }

/** More than this at one moment for one object is a fault of the sandbox, not of a subscription. */
const mostAtOnce = 12

/**
 * Does everything that is due by now, in the order of its moments, each at its own: what it makes
 * is `created` then. One transaction each, so that a long jump can be watched and never undone.
 */
export async function runDue(sandbox: Sandbox): Promise<void> {
  const inTurn = guard()
  for (;;) {
    const done = await inScope(sandbox, async (scope) => {
      await lockBilling(scope)
      return stepNext(scope, scope.now, null)
    })
    if (done === null) return
    inTurn(done)
  }
}

/** Lets the test clocks that move arrive, with all that is due on their way. */
export async function runClocks(sandbox: Sandbox): Promise<void> {
  for (const { id, target } of await inScope(sandbox, movingClocks)) {
    const inTurn = guard()
    for (;;) {
      const done = await inScope(sandbox, async (scope) => {
        await lockBilling(scope)
        const next = await stepNext(scope, target, id)
        if (next === null) await arrive(scope, id)
        return next
      })
      if (done === null) break
      inTurn(done)
    }
  }
}

/** Does what is due first; gives its object and moment, or null where nothing is. */
async function stepNext(scope: Scope, by: number, clock: string | null): Promise<string | null> {
  const next = await nextDue(scope, by, clock)
  if (next) await step({ ...scope, now: next.due }, next)
  return next && `${next.id} ${next.due}`
}

function guard(): (done: string) => void {
  let last = ""
  let times = 0
  return (done) => {
    times = done === last ? times + 1 : 0
    last = done
    if (times > mostAtOnce) throw new Error(`${done} is due again and again`)
  }
}

/** What is due first by a moment, on the sandbox's clock (null) or a test clock; null: nothing. */
export async function nextDue(scope: Scope, by: number, clock: string | null): Promise<Due | null> {
  const { rows } = await scope.db.query<Omit<Due, "due"> & { due: string }>(
    `SELECT kind, id, due FROM (
       SELECT kind, id, seq, (hidden->>'due')::bigint AS due FROM objects
       WHERE hidden->>'due' IS NOT NULL AND (hidden->>'due')::bigint <= $1
         AND hidden->>'clock' IS NOT DISTINCT FROM $2
       UNION ALL
       SELECT kind, id, seq, (data->>'expires_at')::bigint FROM objects
       WHERE kind = 'checkout.session' AND data->>'status' = 'open'
         AND (data->>'expires_at')::bigint <= $1 AND $2 IS NULL
     ) found
     ORDER BY due, kind = 'subscription_schedule' DESC, seq LIMIT 1`,
    [by, clock],
  )
  const [first] = rows
  return first ? { ...first, due: Number(first.due) } : null
}

/** Does the one thing that is due for an object; `scope.now` is its moment. */
export async function step(scope: Scope, { kind, id }: Due): Promise<void> {
  if (kind === "subscription") await stepSubscription(scope, id)
  else if (kind === "invoice") await stepInvoice(scope, id)
  else if (kind === "subscription_schedule") await runSchedule(scope, id)
  else if (kind === "checkout.session") await expireSession(scope, id)
  else if (kind === "tax_id") await verifyTaxId(scope, id)
}

/** Begins a schedule's next phase and charges what that makes due at once. */
async function runSchedule(scope: Scope, id: string): Promise<void> {
  const draft = await stepSchedule(scope, id)
  if (draft) await charge(scope, draft, "allow_incomplete")
}
