import { findWholeProduct } from "@/lib/catalog/store/whole-product"
import { db } from "@/lib/db"
import { askStripe } from "@/tests/e2e/support/ask-stripe"
import type { World } from "@/tests/e2e/support/world"

/**
 * All rows of a customer, in every table that has a column for one, what hangs on them, which mails they
 * get, and their cards at Stripe.
 */
export async function snapshot(world: World): Promise<string> {
  const { customerId, email, stripeCustomerId, waitingEventId, versions } = world
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT table_name AS "name" FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'customerId' ORDER BY 1`
  const rows: unknown[] = [
    await askStripe(`customers/${stripeCustomerId}`),
    await askStripe(`customers/${stripeCustomerId}/payment_methods`),
    await db().$queryRaw`SELECT to_jsonb(c) FROM "Customer" c WHERE "id" = ${customerId}::uuid`,
    await db().$queryRaw`
      SELECT to_jsonb(d) FROM "Download" d JOIN "Entitlement" e ON e."id" = d."entitlementId"
      WHERE e."customerId" = ${customerId}::uuid ORDER BY d."id"`,
    await db().stripeEvent.findUnique({
      where: { id: waitingEventId },
      select: { attempts: true, handledAt: true },
    }),
    await db().release.findMany({
      where: { productId: versions.id },
      orderBy: { id: "asc" },
    }),
    await db().$queryRaw`SELECT "id" FROM "Mail" WHERE "recipient" = ${email} ORDER BY "id"`,
    // Counted by the worker, when its hour comes.
    { ...(await findWholeProduct(world.book.product.slug)), popularity: null },
    // Plans off the shelf are made by tests that run at the same time.
    await db().plan.findMany({
      where: { retiredAt: null },
      orderBy: { id: "asc" },
      include: { defaultPeriods: true },
    }),
  ]
  for (const { name } of tables)
    rows.push(
      await db().$queryRawUnsafe(
        // When a session was last seen may change with each of its owner's own requests.
        `SELECT "row" FROM (SELECT to_jsonb(t) - 'lastSeenAt' AS "row" FROM "${name}" t WHERE "customerId" = $1::uuid) r ORDER BY "row"`,
        customerId,
      ),
    )
  return JSON.stringify(rows, null, 1)
}
