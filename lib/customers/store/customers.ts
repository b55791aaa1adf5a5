import { normaliseEmail } from "@/lib/customers/rules"
import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"

type Identity = {
  email: string
  name?: string | null
  locale?: string | null
  stripeCustomerId?: string | null
}

/**
 * The id of the customer with this address, made when there is none. What is already known of them
 * is kept: a guest who types another name changes nothing. One row for each normalised address.
 */
export async function saveCustomer(identity: Identity): Promise<string> {
  const [row] = await db().$queryRaw<{ id: string }[]>`
    INSERT INTO "Customer" ("id", "email", "name", "locale", "updatedAt")
    VALUES (${newId()}::uuid, ${normaliseEmail(identity.email)}, ${identity.name ?? null},
            ${identity.locale ?? null}, now())
    ON CONFLICT ("email") DO UPDATE SET
      "name" = CASE WHEN "Customer"."nameTypedAt" IS NULL
        THEN coalesce("Customer"."name", excluded."name") ELSE "Customer"."name" END,
      "locale" = coalesce("Customer"."locale", excluded."locale"),
      "updatedAt" = now()
    RETURNING "id"::text`
  if (!row) throw new Error("The customer was not written.")
  if (identity.stripeCustomerId) await linkStripeCustomer(row.id, identity.stripeCustomerId)
  return row.id
}

// Checkout makes a Stripe customer for each guest order; the first stays the customer's own.
async function linkStripeCustomer(id: string, stripeCustomerId: string): Promise<void> {
  await db().$executeRaw`
    UPDATE "Customer" SET "stripeCustomerId" = ${stripeCustomerId}, "updatedAt" = now()
    WHERE "id" = ${id}::uuid AND "stripeCustomerId" IS NULL
      AND NOT EXISTS (SELECT 1 FROM "Customer" WHERE "stripeCustomerId" = ${stripeCustomerId})`
}

/** Keeps the name that a customer typed here; from now on it wins over Stripe's copy. Null: none. */
export async function saveTypedName(id: string, name: string | null, now: Date): Promise<void> {
  await db().customer.updateMany({
    where: { id, erasedAt: null },
    data: { name, nameTypedAt: now },
  })
}

/** The customer of a normalised address, or null. */
export async function findCustomerId(email: string): Promise<string | null> {
  const row = await db().customer.findUnique({ where: { email }, select: { id: true } })
  return row?.id ?? null
}

/** Whether any of these ids (of Stripe's, or of orders) was an erased person's. */
export async function isForgotten(ids: string[]): Promise<boolean> {
  if (ids.length === 0) return false
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM "ForgottenReference" WHERE "id" = ANY(${ids}) LIMIT 1`
  return rows.length > 0
}

/** A customer as Stripe has to know them, or null when there is none or they were erased. */
export async function findPayer(id: string): Promise<{
  id: string
  email: string
  name: string | null
  stripeCustomerId: string | null
} | null> {
  const row = await db().customer.findUnique({
    where: { id },
    select: { id: true, email: true, name: true, stripeCustomerId: true },
  })
  return row?.email ? { ...row, email: row.email } : null
}

/**
 * The address of a customer, their row locked for the rest of the transaction: it cannot change
 * meanwhile, and orders of theirs take turns. Null when there is none or they were erased.
 */
export async function lockCustomer(id: string): Promise<string | null> {
  const [row] = await db().$queryRaw<{ email: string | null }[]>`
    SELECT "email" FROM "Customer" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`
  return row?.email ?? null
}

/** Ties a customer to their Stripe customer, unless another process has replaced `former` already. */
export async function saveStripeCustomer(
  id: string,
  stripeCustomerId: string,
  former: string | null,
): Promise<void> {
  await db().customer.updateMany({
    where: { id, stripeCustomerId: former },
    data: { stripeCustomerId },
  })
}
