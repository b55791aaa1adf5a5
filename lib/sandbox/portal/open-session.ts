import type Stripe from "stripe"
import { lockBilling } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { atClock } from "@/lib/sandbox/stripe/at-clock"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import type { PortalSecrets } from "@/lib/sandbox/stripe/kinds"
import { findStored, getObject, saveHidden } from "@/lib/sandbox/stripe/objects"

/** A customer in their portal, at their time. */
export type Portal = {
  scope: Scope
  session: Stripe.BillingPortal.Session
  hidden: PortalSecrets
  customer: Stripe.Customer
  configuration: Stripe.BillingPortal.Configuration
  /** The one task that the session is for, until that is done. */
  flow: Stripe.BillingPortal.Session.Flow | null
}

const unusedSeconds = 5 * 60
const idleSeconds = 60 * 60

/**
 * The portal of a session, which counts as used now. A session that nobody opens lasts for five
 * minutes, one in use until it rested for an hour.
 * Source: https://docs.stripe.com/customer-management/integrate-customer-portal
 */
export async function openSession(scope: Scope, id: string): Promise<Portal | "expired" | null> {
  await lockBilling(scope)
  const stored = await findStored(scope, "billing_portal.session", id, "FOR UPDATE")
  if (!stored) return null
  const { data: session, hidden } = stored
  const customer = await findStored(scope, "customer", session.customer)
  if (!customer) return null
  const at = await atClock(scope, [session.customer])
  const { usedAt } = hidden
  const end = usedAt === null ? session.created + unusedSeconds : usedAt + idleSeconds
  if (at.now >= end) return "expired"
  await saveHidden(scope, "billing_portal.session", id, { ...hidden, usedAt: at.now })
  return {
    scope: at,
    session,
    hidden: { ...hidden, usedAt: at.now },
    customer: customer.data,
    configuration: await getObject(
      scope,
      "billing_portal.configuration",
      idOf(session.configuration),
    ),
    flow: hidden.done ? null : session.flow,
  }
}

/** Where a customer goes on once a task is done: where its flow says, or the portal's first page. */
export async function finish(portal: Portal, done: string): Promise<string> {
  const { scope, session, hidden, flow } = portal
  if (!flow) return `/p/session/${session.id}?done=${done}`
  await saveHidden(scope, "billing_portal.session", session.id, { ...hidden, done: true })
  const { redirect, type } = flow.after_completion
  if (type === "redirect" && redirect) return redirect.return_url
  return `/p/session/${session.id}${type === "hosted_confirmation" ? "/done" : ""}?done=${done}`
}
