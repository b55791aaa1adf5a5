import {
  amountFigures,
  amountList,
  amountListFacts,
  amountMeasures,
} from "@/lib/reports/store/amounts"
import { fromSql } from "@/lib/reports/store/from-sql"
import { refunds } from "@/lib/reports/store/sources"

/** What was given back. */
export const refundFigures = fromSql(
  {
    id: "refunds",
    title: "Refunds",
    definition:
      "Refunds that were made in the period, of orders and of invoices, also those that are still on their way. Each counts once, a part of a payment too. Those that failed are left out.",
    scope: "periods",
    by: null,
    measures: amountMeasures("Refunds"),
  },
  (asked) => amountFigures(refunds(asked), asked),
)

/** Each amount that was given back. */
export const refundAmounts = fromSql(
  amountListFacts(
    {
      id: "refund-amounts",
      title: "Amounts refunded",
      definition: "How often each amount was given back in the period.",
    },
    "Refunds",
  ),
  (asked) => amountList(refunds(asked)),
)
