import {
  amountFigures,
  amountList,
  amountListFacts,
  amountMeasures,
} from "@/lib/reports/store/amounts"
import { fromSql } from "@/lib/reports/store/from-sql"
import { completedPayments } from "@/lib/reports/store/sources"

/** What was paid. */
export const paymentsCompleted = fromSql(
  {
    id: "payments-completed",
    title: "Payments",
    definition:
      "Orders and invoices of subscriptions that were paid in the period, tax included, before refunds and disputes. Free orders and invoices of nothing are left out. The mean is the total by the number of payments; of the median, half of the payments are below and half above.",
    scope: "periods",
    by: null,
    measures: amountMeasures("Payments", { isHeadline: true }),
  },
  (asked) => amountFigures(completedPayments(asked), asked),
)

/** Each amount that was paid. */
export const paymentsCompletedAmounts = fromSql(
  amountListFacts(
    {
      id: "payments-completed-amounts",
      title: "Amounts paid",
      definition: "How often each amount was paid in the period, tax included.",
    },
    "Payments",
  ),
  (asked) => amountList(completedPayments(asked)),
)
