import type Stripe from "stripe"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { inScope, type Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badState } from "@/lib/sandbox/stripe/faults"
import { lockStored, saveObject } from "@/lib/sandbox/stripe/objects"

/** Ends an open session: nobody can pay it any more. Throws unless it is open. */
export async function expireSession(scope: Scope, id: string): Promise<Stripe.Checkout.Session> {
  const { data: open } = await lockStored(scope, "checkout.session", id)
  if (open.status !== "open") {
    throw badState(`Only open sessions can expire; this one is ${open.status}.`)
  }
  const expired: Stripe.Checkout.Session = { ...open, status: "expired", url: null }
  await saveObject(scope, "checkout.session", expired)
  return emit(scope, "checkout.session.expired", expired)
}

/** Ends every open session whose time has passed on the sandbox's clock. */
export async function expireSessions(sandbox: Sandbox, nowSeconds: number): Promise<void> {
  const { rows } = await sandbox.pool.query<{ id: string }>(
    `SELECT id FROM objects WHERE kind = 'checkout.session' AND data->>'status' = 'open'
       AND (data->>'expires_at')::bigint <= $1`,
    [nowSeconds],
  )
  for (const { id } of rows) {
    await inScope(sandbox, async (scope) => {
      const { data } = await lockStored(scope, "checkout.session", id)
      if (data.status === "open" && data.expires_at <= scope.now) await expireSession(scope, id)
    })
  }
}
