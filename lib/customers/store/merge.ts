import { db } from "@/lib/db"

/**
 * What hangs on a customer's row, each with the statement that moves it. A row that both have stays
 * the receiver's. Sessions and open proofs are not moved: they end.
 */
export const movedTables = ["Checkout", "Purchase", "Entitlement"] as const
export const mergedTables = ["ArchivedProduct", "PlaybackPosition"] as const
export const endedTables = ["Session", "AddressProof", "ExternalAccount"] as const

/**
 * Gives a customer the address, and with it everything of whoever had it before: one person has
 * proved both. The other row stays behind empty, without address, name or Stripe customer. Must run
 * in a transaction. False when the customer was erased meanwhile.
 */
export async function moveToAddress(
  customerId: string,
  email: string,
  now: Date,
): Promise<boolean> {
  // In one order, so that two such changes wait for each other instead of locking each other out.
  const rows = await db().$queryRaw<{ id: string; hasAddress: boolean }[]>`
    SELECT "id"::text, "email" IS NOT NULL AS "hasAddress" FROM "Customer"
    WHERE "id" = ${customerId}::uuid OR "email" = ${email} ORDER BY "id" FOR UPDATE`
  if (!rows.some((row) => row.id === customerId && row.hasAddress)) return false
  const other = rows.find((row) => row.id !== customerId)
  if (other) await moveEverything(other.id, customerId)
  await db().customer.update({ where: { id: customerId }, data: { email, verifiedAt: now } })
  return true
}

async function moveEverything(from: string, to: string): Promise<void> {
  const moving = { where: { customerId: from }, data: { customerId: to } }
  await db().checkout.updateMany(moving)
  await db().purchase.updateMany(moving)
  await db().entitlement.updateMany(moving)
  await db().$executeRaw`
    INSERT INTO "ArchivedProduct" ("customerId", "productId", "archivedAt")
    SELECT ${to}::uuid, "productId", "archivedAt" FROM "ArchivedProduct"
    WHERE "customerId" = ${from}::uuid ON CONFLICT DO NOTHING`
  await db().$executeRaw`
    INSERT INTO "PlaybackPosition"
      ("customerId", "fileId", "seconds", "durationSeconds", "finishedAt", "updatedAt")
    SELECT ${to}::uuid, "fileId", "seconds", "durationSeconds", "finishedAt", "updatedAt"
    FROM "PlaybackPosition" WHERE "customerId" = ${from}::uuid
    ON CONFLICT ("customerId", "fileId") DO UPDATE SET
      "seconds" = excluded."seconds", "durationSeconds" = excluded."durationSeconds",
      "finishedAt" = excluded."finishedAt", "updatedAt" = excluded."updatedAt"
    WHERE excluded."updatedAt" > "PlaybackPosition"."updatedAt"`
  const ending = { where: { customerId: from } }
  await db().archivedProduct.deleteMany(ending)
  await db().playbackPosition.deleteMany(ending)
  await db().session.deleteMany(ending)
  await db().addressProof.deleteMany(ending)
  await db().externalAccount.deleteMany(ending)
  await takeIdentity(from, to)
}

// One statement after the other: address and Stripe customer are unique.
async function takeIdentity(from: string, to: string): Promise<void> {
  const left = await db().customer.findUniqueOrThrow({ where: { id: from } })
  await db().customer.update({
    where: { id: from },
    data: { email: null, name: null, stripeCustomerId: null, verifiedAt: null },
  })
  await db().$executeRaw`
    UPDATE "Customer" SET "name" = coalesce("name", ${left.name}),
      "stripeCustomerId" = coalesce("stripeCustomerId", ${left.stripeCustomerId})
    WHERE "id" = ${to}::uuid`
}
