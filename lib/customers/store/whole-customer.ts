import { db } from "@/lib/db"

/** What a customer may open or could once, and why; newest first. */
export type AccessEntry = Awaited<ReturnType<typeof listAccessEntries>>[number]

/** Who somebody is to the shop, for its owner; null: nobody, or somebody who was forgotten. */
export async function findKnownCustomer(id: string) {
  return db().customer.findFirst({
    where: { id, email: { not: null } },
    select: {
      id: true,
      email: true,
      name: true,
      stripeCustomerId: true,
      verifiedAt: true,
      createdAt: true,
    },
  })
}

/** A customer's entitlements, newest first, a hundred at most; those that another took the place of left out. */
export async function listAccessEntries(customerId: string) {
  return db().entitlement.findMany({
    where: { customerId, OR: [{ revokedReason: null }, { revokedReason: { not: "replaced" } }] },
    orderBy: { id: "desc" },
    take: 100,
    select: {
      id: true,
      source: true,
      groupName: true,
      startsAt: true,
      endsAt: true,
      trialUntil: true,
      graceFrom: true,
      pausedFrom: true,
      revokedAt: true,
      revokedReason: true,
      edition: { select: { title: true, product: { select: { title: true, slug: true } } } },
      product: { select: { title: true, slug: true } },
    },
  })
}
