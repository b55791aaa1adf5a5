import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { revocationsOf } from "@/lib/purchases/rules"

/**
 * Of a batch of purchases in the order of their ids, those whose entitlement is not what the books say:
 * its edition, its customer, from the purchase on, for its edition's time, closed where refunds or
 * disputes close it. A sentence for each.
 */
export async function listWrongPurchases(
  after: string,
  limit: number,
): Promise<{ lastId: string | null; count: number; wrong: string[] }> {
  const rows = await db().purchase.findMany({
    where: { id: { gt: after } },
    orderBy: { id: "asc" },
    take: limit,
    select: {
      id: true,
      lineId: true,
      customerId: true,
      editionId: true,
      createdAt: true,
      edition: { select: { accessSeconds: true } },
      entitlement: true,
      line: {
        select: {
          checkout: {
            select: {
              erasedAt: true,
              lines: {
                select: {
                  id: true,
                  amountTotal: true,
                  purchase: { select: { takenBackAt: true } },
                },
              },
              refunds: { select: { lineId: true, amount: true, status: true } },
              disputes: { select: { status: true } },
            },
          },
        },
      },
    },
  })
  return {
    lastId: rows.at(-1)?.id ?? null,
    count: rows.length,
    wrong: rows.flatMap((row) => {
      const { lines, refunds, disputes } = row.line.checkout
      const reason = revocationsOf(lines, refunds, disputes).get(row.lineId) ?? null
      const fault = faultOf(row, reason)
      return fault ? [`purchase ${row.id}: ${fault}`] : []
    }),
  }
}

type Row = {
  customerId: string
  editionId: string
  createdAt: Date
  edition: { accessSeconds: number | null }
  entitlement: {
    customerId: string
    editionId: string | null
    startsAt: Date
    endsAt: Date | null
    revokedReason: string | null
    revokedAt: Date | null
  } | null
  line: { checkout: { erasedAt: Date | null } }
}

function faultOf(row: Row, reason: string | null): string | null {
  const { entitlement, edition, createdAt } = row
  if (!entitlement) return "has no entitlement"
  // Whoever was erased has nothing open any more, whatever was paid.
  if (row.line.checkout.erasedAt) return null
  if (entitlement.customerId !== row.customerId) return "is another customer's"
  if (entitlement.editionId !== row.editionId) return "opens another edition"
  if (entitlement.startsAt.getTime() !== createdAt.getTime())
    return "does not begin when it was paid"
  const end = edition.accessSeconds === null ? null : plusSeconds(createdAt, edition.accessSeconds)
  // A rental is for the time that its edition had then: only for ever and for a time are told apart.
  if ((end === null) !== (entitlement.endsAt === null)) return "does not end as its edition does"
  if (entitlement.revokedReason !== reason)
    return `is ${entitlement.revokedReason ?? "open"}, should be ${reason ?? "open"}`
  return (entitlement.revokedAt === null) === (reason === null)
    ? null
    : "is closed without a reason"
}
