import type { Scope } from "@/lib/sandbox/scope"
import type { Form } from "@/lib/sandbox/stripe/form"

/** Parameters that name whose time counts. */
const owners = ["customer", "from_subscription", "schedule", "subscription"] as const

/** The same transaction, at the time of the test clock that one of these objects lives on, if any. */
export async function atClock(scope: Scope, ids: readonly string[]): Promise<Scope> {
  if (ids.length === 0) return scope
  const { rows } = await scope.db.query<{ frozen: string }>(
    `SELECT clock.data->>'frozen_time' AS frozen FROM objects one
     JOIN objects clock ON clock.kind = 'test_helpers.test_clock'
       AND clock.id = coalesce(one.hidden->>'clock', one.data->>'test_clock')
     WHERE one.id = ANY ($1) LIMIT 1`,
    [ids],
  )
  const frozen = rows[0]?.frozen
  return frozen === undefined ? scope : { ...scope, now: Number(frozen) }
}

/**
 * The ids that a call is about, in its path and parameters. A checkout session is not among them:
 * the buyer's page lives in the sandbox's time.
 */
export function subjects(path: string, ids: string[], form: Form): string[] {
  if (path.startsWith("/v1/checkout/")) return []
  const named = owners.map((name) => form[name]).filter((value) => typeof value === "string")
  return [...ids, ...named]
}
