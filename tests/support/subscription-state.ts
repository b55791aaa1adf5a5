import { mirrorInvoice } from "@/lib/billing/mirror-invoice"
import { mirrorSubscription } from "@/lib/billing/mirror-subscription"
import { db, transaction } from "@/lib/db"
import { listStripe } from "@/tests/support/signed-in"

const forgotten =
  "StripeEvent Mail Refund Dispute InvoicePayment Invoice TrialUse Download Entitlement SubscriptionItem Subscription StripePrice StripeProduct"
// Emptied row by row: the tables are small, and files need not be made anew a thousand times.
const forgetting = `DO $$ BEGIN
  LOCK TABLE ${forgotten
    .split(" ")
    .map((table) => `"${table}"`)
    .join(", ")} IN SHARE ROW EXCLUSIVE MODE;
  ${forgotten
    .split(" ")
    .map((table) => `DELETE FROM "${table}";`)
    .join("\n  ")}
  DELETE FROM graphile_worker._private_jobs;
END $$`

/** Forgets all that Stripe ever told of subscriptions, as if the shop had just been set up. */
export async function forgetSubscriptions(): Promise<void> {
  // What is still being told waits, or holds rows of its own: then a deadlock, and once more.
  await transaction(() => db().$executeRawUnsafe(forgetting))
}

/** What the mirror says, and what it opens: all but the rows' own ids and when each was written. */
export async function stateOf(): Promise<unknown> {
  const [row] = await db().$queryRaw<{ state: unknown }[]>`
    SELECT jsonb_build_object(
      'subscriptions', (
        SELECT jsonb_agg(to_jsonb(s) - '{id,createdAt,updatedAt,stripeVersionAt}'::text[]
          || jsonb_build_object('items', (
            SELECT jsonb_agg(to_jsonb(i) - '{id,subscriptionId}'::text[] ORDER BY i."stripeItemId")
            FROM "SubscriptionItem" i WHERE i."subscriptionId" = s."id" AND i."removedAt" IS NULL))
          ORDER BY s."stripeSubscriptionId")
        FROM "Subscription" s),
      'products', (
        SELECT jsonb_agg(to_jsonb(p) - '{stripeVersionAt,updatedAt}'::text[] ORDER BY p."id")
        FROM "StripeProduct" p),
      'prices', (
        SELECT jsonb_agg(to_jsonb(p) - '{stripeVersionAt,updatedAt}'::text[] ORDER BY p."id")
        FROM "StripePrice" p),
      'invoices', (
        SELECT jsonb_agg(to_jsonb(i) - '{id,updatedAt,stripeVersionAt}'::text[]
          ORDER BY i."stripeInvoiceId")
        FROM "Invoice" i),
      'entitlements', (
        SELECT jsonb_agg(to_jsonb(e) - '{id,subscriptionItemId,createdAt}'::text[]
          ORDER BY e."groupName", e."startsAt")
        FROM "Entitlement" e
        WHERE e."source" = 'subscription' AND e."revokedReason" IS DISTINCT FROM 'replaced')
    ) AS state`
  return row?.state
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
