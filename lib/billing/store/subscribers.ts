import { db } from "@/lib/db"

/** Whose a subscription is, and where they read mail; null: nobody's, or an erased person's. */
export async function findSubscriberAddress(subscriptionId: string): Promise<{
  customerId: string
  email: string
  isSelfService: boolean
} | null> {
  const row = await db().subscription.findUnique({
    where: { id: subscriptionId },
    select: { isSelfService: true, customer: { select: { id: true, email: true } } },
  })
  if (!row?.customer?.email) return null
  const { id: customerId, email } = row.customer
  return { customerId, email, isSelfService: row.isSelfService }
}
