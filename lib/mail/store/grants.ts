import { db } from "@/lib/db"

/** What a letter tells of a grant. */
export type MailGrant = {
  /** Null: it opens a group. */
  product: { slug: string; title: string } | null
  groupName: string | null
  /** Null: for ever. */
  endsAt: Date | null
}

/** A grant that is open at `now`; null: it is over, or there is none of that id. */
export async function findMailGrant(id: string, now: Date): Promise<MailGrant | null> {
  return db().entitlement.findFirst({
    where: {
      id,
      source: "grant",
      revokedAt: null,
      OR: [{ endsAt: null }, { endsAt: { gt: now } }],
    },
    select: { groupName: true, endsAt: true, product: { select: { slug: true, title: true } } },
  })
}
