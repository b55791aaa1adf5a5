import { db } from "@/lib/db"
import { Prisma } from "@/prisma/client/client"

/** A customer and every normalised address by which the shop knows them, and nobody else. */
export type Person = { customerId: string; addresses: string[] }

/**
 * The person behind a customer, their row locked when asked; null: none, or erased. Their addresses
 * are today's and those of their own orders (the account's address may have changed since), but none
 * that has become another customer's.
 */
export async function findPerson(
  customerId: string,
  lock: "lock" | "read" = "read",
): Promise<Person | null> {
  const [row] = await db().$queryRaw<{ email: string }[]>`
    SELECT "email" FROM "Customer" WHERE "id" = ${customerId}::uuid AND "email" IS NOT NULL
    ${lock === "lock" ? Prisma.sql`FOR UPDATE` : Prisma.empty}`
  if (!row) return null
  const former = await db().$queryRaw<{ address: string }[]>`
    SELECT DISTINCT lower(btrim(o."email")) AS address FROM "Checkout" o
    WHERE o."customerId" = ${customerId}::uuid AND o."email" IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "Customer" other
        WHERE other."email" = lower(btrim(o."email")) AND other."id" <> ${customerId}::uuid)`
  const addresses = new Set([row.email, ...former.map(({ address }) => address)])
  return { customerId, addresses: [...addresses] }
}

/** Whether an order, "Checkout" c, is this person's: theirs, or begun with their address. */
export function isOrderOf({ customerId, addresses }: Person): Prisma.Sql {
  return Prisma.sql`(c."customerId" = ${customerId}::uuid
    OR (c."customerId" IS NULL AND lower(btrim(c."email")) = ANY(${addresses})))`
}

/**
 * Whether an invoice, "Invoice" i, is this person's: of a subscription of theirs, or billed to the Stripe
 * customer that they are, while its subscription is not known.
 */
export function isInvoiceOf({ customerId }: Person): Prisma.Sql {
  return Prisma.sql`(EXISTS (SELECT 1 FROM "Subscription" s
      WHERE s."stripeSubscriptionId" = i."stripeSubscriptionId" AND s."customerId" = ${customerId}::uuid)
    OR (i."stripeCustomerId" = (SELECT "stripeCustomerId" FROM "Customer" WHERE "id" = ${customerId}::uuid)
      AND NOT EXISTS (SELECT 1 FROM "Subscription" s
        WHERE s."stripeSubscriptionId" = i."stripeSubscriptionId")))`
}

/** The ids of this person's invoices. */
export async function listInvoiceIds(person: Person): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT i."id"::text FROM "Invoice" i WHERE ${isInvoiceOf(person)}`
  return rows.map((row) => row.id)
}

/** The ids of this person's orders. */
export async function listOrderIds(person: Person): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT c."id"::text FROM "Checkout" c WHERE ${isOrderOf(person)}`
  return rows.map((row) => row.id)
}

/** Whether a mail, "Mail" m, is to this person. The owner's alerts are not, whoever the owner is. */
export function isMailTo({ addresses }: Person): Prisma.Sql {
  return Prisma.sql`(lower(btrim(m."recipient")) = ANY(${addresses}) AND m."kind" <> 'alert')`
}

/**
 * The ids of the mails about this person's orders, grants, subscriptions and invoices, and about versions of what
 * they have, to whatever address: they may have had another one then. What has a moment or a request behind its subject is theirs too.
 */
export function mailsAbout(person: Person): Prisma.Sql {
  return Prisma.sql`
    SELECT m."id" FROM "Mail" m WHERE m."customerId" = ${person.customerId}::uuid
    UNION
    SELECT m."id" FROM "Mail" m JOIN "Checkout" c ON c."id"::text = split_part(m."subject", '/', 1)
    WHERE m."kind" IN ('receipt', 'payment_failed', 'withdrawal') AND ${isOrderOf(person)}
      -- What was mailed to whoever had it before is theirs: known by its address alone.
      AND c."reassignedAt" IS NULL
    UNION
    SELECT m."id" FROM "Mail" m JOIN "Entitlement" e ON e."id"::text = m."subject"
    WHERE m."kind" = 'access_granted' AND e."customerId" = ${person.customerId}::uuid
    UNION
    SELECT m."id" FROM "Mail" m JOIN "Invoice" i ON i."id"::text = split_part(m."subject", '/', 1)
    WHERE m."kind" IN ('invoice_paid', 'payment_retry', 'action_required') AND ${isInvoiceOf(person)}
    UNION
    SELECT m."id" FROM "Mail" m
    JOIN "Subscription" s ON s."id"::text = split_part(m."subject", '/', 1)
    WHERE s."customerId" = ${person.customerId}::uuid
      AND m."kind" IN ('subscription_started', 'cancellation_scheduled', 'subscription_ended',
        'subscription_refused', 'trial_ending', 'renewal_reminder')`
}
