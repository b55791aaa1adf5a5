import { db } from "@/lib/db"
import { forgetBytes } from "@/lib/stamping/forget-bytes"
import { deleteCopiesOf } from "@/lib/stamping/store"
import { newId } from "@/lib/tokens"

/**
 * What hangs on a customer's row, each with the statement that moves it. A row that both have stays
 * the receiver's. Sessions and open proofs are not moved: they end, and copies bear the address that goes.
 */
export const movedTables = [
  "Checkout",
  "Purchase",
  "Entitlement",
  "Subscription",
  "PlanCheckout",
  "TrialUse",
  "Mail",
] as const
export const mergedTables = ["ArchivedProduct", "PlaybackPosition", "MailOptOut"] as const
export const endedTables = ["Session", "AddressProof", "ExternalAccount", "StampedCopy"] as const
/** Of erased people alone, whom no address leads to. */
export const erasedTables = ["ForgottenReference"] as const

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
  const [own] = await db().$queryRaw<{ email: string | null }[]>`
    SELECT "email" FROM "Customer" WHERE "id" = ${customerId}::uuid FOR UPDATE`
  if (!own?.email) return false
  const { id: holder, isNew } = await holdAddress(email)
  if (holder !== customerId) {
    if (isNew) await db().customer.delete({ where: { id: holder } })
    else await moveEverything(holder, customerId)
  }
  await db().customer.update({ where: { id: customerId }, data: { email, verifiedAt: now } })
  return true
}

/**
 * The customer of a normalised address, made where there is none. Until the transaction ends nobody else
 * can take the address, or buy with it; whoever waited finds it with its new owner.
 */
export async function holdAddress(email: string): Promise<{ id: string; isNew: boolean }> {
  const id = newId()
  const [row] = await db().$queryRaw<{ id: string }[]>`
    INSERT INTO "Customer" ("id", "email", "updatedAt") VALUES (${id}::uuid, ${email}, now())
    ON CONFLICT ("email") DO UPDATE SET "updatedAt" = now() RETURNING "id"::text`
  if (!row) throw new Error("The address could not be held.")
  return { id: row.id, isNew: row.id === id }
}

async function moveEverything(from: string, to: string): Promise<void> {
  const moving = { where: { customerId: from }, data: { customerId: to } }
  await db().checkout.updateMany(moving)
  await db().purchase.updateMany(moving)
  await db().entitlement.updateMany(moving)
  await db().subscription.updateMany(moving)
  await db().planCheckout.updateMany(moving)
  await db().trialUse.updateMany(moving)
  await db().mail.updateMany(moving)
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
  await db().$executeRaw`
    INSERT INTO "MailOptOut" ("customerId", "reason", "createdAt")
    SELECT ${to}::uuid, "reason", "createdAt" FROM "MailOptOut"
    WHERE "customerId" = ${from}::uuid ON CONFLICT DO NOTHING`
  const ending = { where: { customerId: from } }
  await db().archivedProduct.deleteMany(ending)
  await db().playbackPosition.deleteMany(ending)
  await db().mailOptOut.deleteMany(ending)
  await db().session.deleteMany(ending)
  await db().addressProof.deleteMany(ending)
  await db().externalAccount.deleteMany(ending)
  await forgetBytes(await deleteCopiesOf(from))
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
