import { fromSql } from "@/lib/reports/store/from-sql"
import { completedPayments, incompletePayments } from "@/lib/reports/store/sources"
import { Prisma } from "@/prisma/client/client"

/** How many payments are in which state. */
export const paymentsByStatus = fromSql(
  {
    id: "payments-by-status",
    title: "Payments by state",
    definition:
      "Orders and invoices by the state that they are in now: those that are paid by when they were, all others by when they were begun. Payments of nothing are left out.",
    scope: "whole",
    by: { title: "State", unit: "text" },
    measures: [{ id: "count", title: "Payments", unit: "count", none: 0 }],
  },
  (asked) => Prisma.sql`
    SELECT 0 AS "period", p."status" AS "of", count(*)::int AS "count"
    FROM (SELECT 'paid' AS "status" FROM (${completedPayments(asked)}) c
          UNION ALL SELECT i."status" FROM (${incompletePayments(asked)}) i) p
    GROUP BY p."status" ORDER BY 3 DESC, 2`,
)
