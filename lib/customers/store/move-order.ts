import { holdAddress } from "@/lib/customers/store/merge"
import { db } from "@/lib/db"

/**
 * Gives one order to the customer of an address, who is made where there is none: the order, its
 * purchases and what they open, as when two customers become one (`moveToAddress`). What was handed out
 * for it names the old entitlement, so that gets another id, and grants end. Must run in a transaction.
 * @returns whose it is now
 */
export async function moveOrder(checkoutId: string, email: string, now: Date): Promise<string> {
  const { id: customerId } = await holdAddress(email)
  await db().checkout.update({
    where: { id: checkoutId },
    data: { customerId, email, reassignedAt: now },
  })
  const ofOrder = { purchase: { line: { checkoutId } } }
  await db().purchase.updateMany({ where: { line: { checkoutId } }, data: { customerId } })
  await db().entitlement.updateMany({ where: ofOrder, data: { customerId } })
  await db().download.updateMany({
    where: { ...ofOrder, expiresAt: { gt: now } },
    data: { expiresAt: now },
  })
  // The log of downloads goes along (ON UPDATE CASCADE); the address of a stream does not.
  await db().$executeRaw`
    UPDATE "Entitlement" e SET "id" = gen_random_uuid()
    FROM "Purchase" p JOIN "CheckoutLine" l ON l."id" = p."lineId"
    WHERE e."purchaseId" = p."id" AND l."checkoutId" = ${checkoutId}::uuid`
  return customerId
}
