import type { Metric } from "@/lib/reports/rules/metric"
import {
  activePlans,
  activeQuantities,
  activeSubscriptionAges,
  activeSubscriptions,
} from "@/lib/reports/store/active-subscriptions"
import { churn } from "@/lib/reports/store/churn"
import {
  endedSubscriptionAges,
  endedSubscriptions,
  endedSubscriptionTimes,
} from "@/lib/reports/store/ended-subscriptions"
import { fees } from "@/lib/reports/store/fees"
import { newSubscriptions, newSubscriptionTimes } from "@/lib/reports/store/new-subscriptions"
import { paymentsByStatus } from "@/lib/reports/store/payments-by-status"
import { paymentsCompleted, paymentsCompletedAmounts } from "@/lib/reports/store/payments-completed"
import {
  paymentsIncomplete,
  paymentsIncompleteAmounts,
} from "@/lib/reports/store/payments-incomplete"
import { recurringCharges, recurringChargeTimes } from "@/lib/reports/store/recurring-charges"
import { recurringRevenue } from "@/lib/reports/store/recurring-revenue"
import { refundAmounts, refundFigures } from "@/lib/reports/store/refunds"
import { sales } from "@/lib/reports/store/sales"
import { salesByCampaign } from "@/lib/reports/store/sales-by-campaign"
import { salesByCountry } from "@/lib/reports/store/sales-by-country"
import { salesByProduct } from "@/lib/reports/store/sales-by-product"

/**
 * Every figure of the shop, in the order of the page. A new one is a file that makes a `Metric`, and a
 * line here: page, file and command line show it as it is (docs/figures.md).
 */
export const metrics: Metric[] = [
  sales,
  recurringRevenue,
  salesByProduct,
  salesByCountry,
  salesByCampaign,
  paymentsCompleted,
  paymentsCompletedAmounts,
  refundFigures,
  refundAmounts,
  fees,
  paymentsIncomplete,
  paymentsIncompleteAmounts,
  paymentsByStatus,
  newSubscriptions,
  newSubscriptionTimes,
  activeSubscriptions,
  activePlans,
  activeQuantities,
  activeSubscriptionAges,
  endedSubscriptions,
  endedSubscriptionTimes,
  endedSubscriptionAges,
  churn,
  recurringCharges,
  recurringChargeTimes,
]
