import { db } from "@/lib/db"

/** What of an erased person's is still to be settled at Stripe: sessions to ask, customers to delete. */
export async function listUnsettledReferences(
  customerId: string,
  kind: "cs_" | "cus_",
): Promise<string[]> {
  const rows = await db().forgottenReference.findMany({
    where: { customerId, settledAt: null, id: { startsWith: kind } },
    orderBy: { id: "asc" },
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

/** Notes another Stripe customer of an erased person's, unless somebody else is that customer now. */
export async function recordForgottenCustomer(
  customerId: string,
  stripeCustomerId: string,
): Promise<boolean> {
  const count = await db().$executeRaw`
    INSERT INTO "ForgottenReference" ("id", "customerId")
    SELECT ${stripeCustomerId}, ${customerId}::uuid
    WHERE NOT EXISTS (SELECT 1 FROM "Customer" WHERE "stripeCustomerId" = ${stripeCustomerId})
    ON CONFLICT ("id") DO NOTHING`
  return count > 0
}

/** Notes that a session was asked, or a customer deleted. */
export async function saveReferenceSettled(id: string, now: Date): Promise<void> {
  await db().forgottenReference.update({ where: { id }, data: { settledAt: now } })
}
