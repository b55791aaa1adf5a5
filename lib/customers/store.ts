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
      "name" = coalesce("Customer"."name", excluded."name"),
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
