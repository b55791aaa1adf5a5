import {
  amountFigures,
  amountList,
  amountListFacts,
  amountMeasures,
} from "@/lib/reports/store/amounts"
import { fromSql } from "@/lib/reports/store/from-sql"
import { incompletePayments } from "@/lib/reports/store/sources"

/** What was asked for and not paid. */
export const paymentsIncomplete = fromSql(
  {
    id: "payments-incomplete",
    title: "Payments not completed",
    definition:
      "Orders and invoices that were begun in the period and are not paid now: left, failed, on their way, withheld or void. One that is paid later is a payment then, and no longer here.",
    scope: "periods",
    by: null,
    measures: amountMeasures("Not completed"),
  },
  (asked) => amountFigures(incompletePayments(asked), asked),
)

/** Each amount that was asked for and not paid. */
export const paymentsIncompleteAmounts = fromSql(
  amountListFacts(
    {
      id: "payments-incomplete-amounts",
      title: "Amounts not completed",
      definition: "How often each amount was asked for in the period and is not paid now.",
    },
    "Not completed",
  ),
  (asked) => amountList(incompletePayments(asked)),
)
