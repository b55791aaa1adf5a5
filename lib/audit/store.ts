import type { Deed } from "@/lib/audit/deeds"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"
import { Prisma } from "@/prisma/client/client"

/** What the command line is called in the log. */
export const COMMAND_LINE = "command line"

export type Change = {
  /** The administrator's address, or COMMAND_LINE. */
  actor: string
  action: Deed
  subject: { kind: string; id: string }
  /** What changed; null where there was or is nothing. */
  before: Record<string, Prisma.InputJsonValue> | null
  after: Record<string, Prisma.InputJsonValue> | null
  reason?: string | null
}

/** Notes a change, in the transaction that makes it. */
export async function recordChange({ subject, before, after, ...change }: Change): Promise<void> {
  await db().auditEntry.create({
    data: {
      id: newId(),
      at: now(),
      ...change,
      subjectKind: subject.kind,
      subjectId: subject.id,
      ...(before && { before }),
      ...(after && { after }),
    },
  })
}

export type AuditRow = Awaited<ReturnType<typeof listChanges>>["changes"][number]

/**
 * The changes, newest first, `limit` of them: those before the entry `after`, and those of one subject or
 * actor where that is given. `next` is the entry to go on from, null at the end.
 */
export async function listChanges(filter: {
  subject?: { kind: string; id: string } | undefined
  actor?: string | undefined
  after: string | null
  limit: number
}) {
  const rows = await db().auditEntry.findMany({
    where: {
      ...(filter.subject && {
        subjectKind: filter.subject.kind,
        subjectId: filter.subject.id,
      }),
      ...(filter.actor && { actor: filter.actor }),
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: filter.limit + 1,
    ...(filter.after && { cursor: { id: filter.after }, skip: 1 }),
  })
  const changes = rows.slice(0, filter.limit)
  return { changes, next: rows.length > filter.limit ? (changes.at(-1)?.id ?? null) : null }
}

/**
 * The changes that are about a customer, their orders, or what their address may open, newest first, `limit`
 * of them: those before the entry `after`. `next` is the entry to go on from, null at the end.
 */
export async function listChangesAbout(
  customerId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ changes: AuditRow[]; next: string | null }> {
  const before = after
    ? Prisma.sql`AND (a."at", a."id") < (
        SELECT z."at", z."id" FROM "AuditEntry" z WHERE z."id" = ${after}::uuid)`
    : Prisma.empty
  // Of each thing the newest by its index.
  const rows = await db().$queryRaw<AuditRow[]>`
    SELECT entry.* FROM (
      SELECT 'customer' AS kind, ${customerId} AS id
      UNION ALL
      SELECT 'order', c."id"::text FROM "Checkout" c WHERE c."customerId" = ${customerId}::uuid
      UNION ALL
      SELECT 'administrator', p."email" FROM "Customer" p
      WHERE p."id" = ${customerId}::uuid AND p."email" IS NOT NULL
    ) own CROSS JOIN LATERAL (
      SELECT * FROM "AuditEntry" a
      WHERE a."subjectKind" = own.kind AND a."subjectId" = own.id ${before}
      ORDER BY a."at" DESC, a."id" DESC LIMIT ${limit + 1}) entry
    ORDER BY entry."at" DESC, entry."id" DESC LIMIT ${limit + 1}`
  const changes = rows.slice(0, limit)
  return { changes, next: rows.length > limit ? (changes.at(-1)?.id ?? null) : null }
}
