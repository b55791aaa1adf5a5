import { db } from "@/lib/db"
import type { Asked, Metric, MetricFacts, Row } from "@/lib/reports/rules/metric"
import type { Prisma } from "@/prisma/client/client"

type SqlRow = { period: number; of?: string | number | null; currency?: string | null } & Record<
  string,
  unknown
>

/**
 * A metric that one statement reads. Its columns are "period", "of" and "currency", as far as it has
 * them, and one for each measure, by its id: numbers, amounts in minor units.
 */
export function fromSql(facts: MetricFacts, statement: (asked: Asked) => Prisma.Sql): Metric {
  return {
    ...facts,
    read: async (asked) => {
      const rows = await db().$queryRaw<SqlRow[]>(statement(asked))
      return rows.map((row) => toRow(facts, row))
    },
  }
}

function toRow({ measures }: MetricFacts, row: SqlRow): Row {
  const values: Row["values"] = {}
  for (const { id } of measures) values[id] = toNumber(row[id])
  return {
    period: row.period,
    of: row.of ?? null,
    currency: row.currency ?? null,
    values,
  }
}

// Sums of minor units are far below 2^53 (90 trillion dollars), up to where a number is exact.
function toNumber(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value)
}
