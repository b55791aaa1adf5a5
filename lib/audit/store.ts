import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"
import type { Prisma } from "@/prisma/client/client"

/** What the command line is called in the log. */
export const COMMAND_LINE = "command line"

export type Change = {
  /** The administrator's address, or COMMAND_LINE. */
  actor: string
  /** "<noun>.<verb>". */
  action: string
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
