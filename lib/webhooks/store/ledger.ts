import { db } from "@/lib/db"

/** Events of the ledger, newest first: all, or those that are not applied. */
export async function listEvents(filter: { isFailing: boolean; limit: number }): Promise<
  {
    id: string
    type: string
    receivedAt: Date
    handledAt: Date | null
    outcome: string | null
    attempts: number
    lastError: string | null
    parkedAt: Date | null
  }[]
> {
  return db().stripeEvent.findMany({
    ...(filter.isFailing ? { where: { handledAt: null } } : {}),
    orderBy: { receivedAt: "desc" },
    take: filter.limit,
    select: {
      id: true,
      type: true,
      receivedAt: true,
      handledAt: true,
      outcome: true,
      attempts: true,
      lastError: true,
      parkedAt: true,
    },
  })
}

/** The ids of events that failed, those tried least often first. Parked ones are the queue's. */
export async function listFailingIds(limit: number): Promise<string[]> {
  const rows = await db().stripeEvent.findMany({
    where: { handledAt: null, parkedAt: null },
    orderBy: [{ attempts: "asc" }, { receivedAt: "asc" }],
    take: limit,
    select: { id: true },
  })
  return rows.map((row) => row.id)
}
