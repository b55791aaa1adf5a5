import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
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
