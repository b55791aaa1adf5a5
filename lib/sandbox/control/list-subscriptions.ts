import type Stripe from "stripe"
import { isRunning, periodEnd } from "@/lib/sandbox/billing/due"
import type { Scope } from "@/lib/sandbox/scope"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import type { Stored } from "@/lib/sandbox/stripe/kinds"
import { findObjects, findStored } from "@/lib/sandbox/stripe/objects"

export type ListedSubscription = {
  subscription: Stripe.Subscription
  email: string
  plans: string[]
  /** Seconds; null: no period goes on. */
  periodEnd: number | null
  /** When its renewal is charged, in seconds: the invoice is a draft until then. Null: never. */
  renewal: number | null
  /** Its newest invoice. */
  invoice: Stripe.Invoice | null
}

/** The subscriptions with what a person wants to know of them, newest first. */
export async function listSubscriptions(
  scope: Scope,
  limit: number,
): Promise<ListedSubscription[]> {
  const { rows } = await scope.db.query<Stored<"subscription">>(
    "SELECT data, hidden FROM objects WHERE kind = 'subscription' ORDER BY seq DESC LIMIT $1",
    [limit],
  )
  const listed: ListedSubscription[] = []
  for (const stored of rows) listed.push(await describe(scope, stored))
  return listed
}

async function describe(scope: Scope, stored: Stored<"subscription">): Promise<ListedSubscription> {
  const { data: subscription, hidden } = stored
  const customer = await findStored(scope, "customer", idOf(subscription.customer))
  const plans: string[] = []
  for (const { price } of subscription.items.data) {
    const product = await findStored(scope, "product", idOf(price.product))
    plans.push(product?.data.name ?? price.id)
  }
  const [invoice] = await findObjects(
    scope,
    "invoice",
    { parent: { subscription_details: { subscription: subscription.id } } },
    1,
  )
  const end = isRunning(subscription.status) ? periodEnd(stored) : null
  const renews = end !== null && hidden.clock === null && !endsBy(subscription, end)
  return {
    subscription,
    email: customer?.data.email ?? idOf(subscription.customer),
    plans,
    periodEnd: end,
    renewal: renews ? end + scope.settings.billing.draftMinutes * 60 + 1 : null,
    invoice: invoice ?? null,
  }
}

function endsBy({ cancel_at: at }: Stripe.Subscription, end: number): boolean {
  return at !== null && at <= end
}
