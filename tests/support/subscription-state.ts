import { mirrorInvoice } from "@/lib/billing/mirror-invoice"
import { mirrorSubscription } from "@/lib/billing/mirror-subscription"
import { db, transaction } from "@/lib/db"
import { listStripe } from "@/tests/support/signed-in"

const forgotten =
  "StripeEvent Mail Refund Dispute InvoicePayment Invoice TrialUse Download Entitlement SubscriptionItem Subscription StripePrice StripeProduct"

/** Forgets all that Stripe ever told of subscriptions, as if the shop had just been set up. */
export async function forgetSubscriptions(): Promise<void> {
  // Emptied row by row: the tables are small, and files need not be made anew a thousand times.
  for (const table of forgotten.split(" ")) await db().$executeRawUnsafe(`DELETE FROM "${table}"`)
  await db().$executeRaw`DELETE FROM graphile_worker._private_jobs`
}

/** What the mirror says, and what it opens: all but the rows' own ids and when each was written. */
export async function stateOf(): Promise<unknown> {
  const subscriptions = await db().subscription.findMany({
    orderBy: { stripeSubscriptionId: "asc" },
    omit: { id: true, createdAt: true, updatedAt: true, stripeVersionAt: true },
    include: {
      items: {
        where: { removedAt: null },
        orderBy: { stripeItemId: "asc" },
        omit: { id: true, subscriptionId: true },
      },
    },
  })
  const invoices = await db().invoice.findMany({
    orderBy: { stripeInvoiceId: "asc" },
    omit: { id: true, updatedAt: true, stripeVersionAt: true },
  })
  const entitlements = await db().entitlement.findMany({
    where: {
      source: "subscription",
      OR: [{ revokedReason: null }, { NOT: { revokedReason: "replaced" } }],
    },
    orderBy: [{ groupName: "asc" }, { startsAt: "asc" }],
    omit: { id: true, subscriptionItemId: true, createdAt: true },
  })
  return structuredClone({ subscriptions, invoices, entitlements })
}

/** The same, made from what Stripe itself says now. */
export async function truthOf(sandboxUrl: string): Promise<unknown> {
  await forgetSubscriptions()
  for (const { id } of await listStripe(sandboxUrl, "subscriptions", { status: "all" }))
    await mirrorSubscription(String(id), null, transaction)
  for (const { id } of await listStripe(sandboxUrl, "invoices"))
    await mirrorInvoice(String(id), null, transaction)
  return stateOf()
}
