import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"

/** The entitlement that came with a purchase. */
export async function entitlementOf(purchaseId: string): Promise<string> {
  return (await db().entitlement.findUniqueOrThrow({ where: { purchaseId } })).id
}

type Grant = { editionId?: string; productId?: string; groupName?: string; endsAt?: Date }

/** Gives something to a customer, without an order; a new customer when none is named. */
export async function makeGrant(
  what: Grant,
  customerId?: string,
): Promise<{ id: string; customerId: string }> {
  const id = newId()
  const owner = customerId ?? (await makeCustomer())
  await db().entitlement.create({
    data: { id, customerId: owner, source: "grant", startsAt: new Date(0), ...what },
  })
  return { id, customerId: owner }
}

/** A customer who has bought nothing. */
export async function makeCustomer(): Promise<string> {
  const id = newId()
  await db().customer.create({ data: { id, email: `${id}@example.com` } })
  return id
}
