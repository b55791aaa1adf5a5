import { isInvoiceOf, type Person } from "@/lib/account/store/person"
import { db } from "@/lib/db"

// Each of these runs inside eraseCustomer's transaction.

/** A customer's subscriptions, by the shop's ids and Stripe's, in the order in which they are locked. */
export async function listSubscriptionsToErase(
  customerId: string,
): Promise<{ id: string; stripeSubscriptionId: string }[]> {
  return db().subscription.findMany({
    where: { customerId },
    orderBy: { stripeSubscriptionId: "asc" },
    select: { id: true, stripeSubscriptionId: true },
  })
}

/**
 * Notes what this person's plans, invoices and payments are called at Stripe, before they are let go: by
 * these late events are known to be theirs, open pages are closed and customers deleted.
 */
export async function recordPlanReferences(person: Person): Promise<void> {
  const { customerId } = person
  await db().$executeRaw`
    INSERT INTO "ForgottenReference" ("id", "customerId")
    SELECT named.id, ${customerId}::uuid FROM (
      SELECT unnest(ARRAY[p."id"::text, p."stripeSessionId"]) AS id
      FROM "PlanCheckout" p WHERE p."customerId" = ${customerId}::uuid
      UNION
      SELECT s."stripeCustomerId" FROM "Subscription" s WHERE s."customerId" = ${customerId}::uuid
      UNION
      SELECT y."stripePaymentIntentId" FROM "Invoice" i
      JOIN "InvoicePayment" y ON y."invoiceId" = i."id" WHERE ${isInvoiceOf(person)}) named
    WHERE named.id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "Customer" other
        WHERE other."stripeCustomerId" = named.id AND other."id" <> ${customerId}::uuid)
    ON CONFLICT ("id") DO NOTHING`
}

/** Takes Stripe's pages off the invoices, which show the person; number, lines and amounts stay. */
export async function pseudonymiseInvoices(person: Person): Promise<number> {
  return db().$executeRaw`
    UPDATE "Invoice" i SET "hostedUrl" = NULL, "pdfUrl" = NULL WHERE ${isInvoiceOf(person)}`
}

/** Deletes what tells of trials, and the plans that were begun and never bought. */
export async function deletePlanTraces(customerId: string): Promise<void> {
  await db().trialUse.deleteMany({ where: { customerId } })
  await db().planCheckout.deleteMany({ where: { customerId, status: { not: "complete" } } })
}
