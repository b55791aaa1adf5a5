import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"

type What = { editionId: string } | { productId: string } | { groupName: string }

/** Opens something to a customer without a purchase, from an hour ago; the entitlement's id. */
export async function grantAccess(
  customerId: string,
  what: What,
  period: { startsAt?: Date; endsAt?: Date } = {},
): Promise<string> {
  const id = newId()
  const startsAt = period.startsAt ?? plusSeconds(new Date(), -3600)
  const endsAt = period.endsAt ?? null
  await db().entitlement.create({
    data: { id, customerId, source: "grant", startsAt, endsAt, ...what },
  })
  return id
}

/** A customer who has nothing yet. */
export async function makeCustomer(email = `${newId()}@example.com`): Promise<string> {
  const id = newId()
  await db().customer.create({ data: { id, email } })
  return id
}
