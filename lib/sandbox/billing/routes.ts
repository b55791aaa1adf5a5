import { couponRoutes } from "@/lib/sandbox/billing/coupons"
import { invoicePaymentRoutes } from "@/lib/sandbox/billing/invoice-payments"
import { invoiceRoutes } from "@/lib/sandbox/billing/invoices"
import { promotionCodeRoutes } from "@/lib/sandbox/billing/promotion-codes"
import { scheduleRoutes } from "@/lib/sandbox/billing/schedules"
import { subscriptionItemRoutes } from "@/lib/sandbox/billing/subscription-items"
import { subscriptionRoutes } from "@/lib/sandbox/billing/subscriptions"
import { testClockRoutes } from "@/lib/sandbox/billing/test-clocks"
import type { Route } from "@/lib/sandbox/stripe/routes"

/** What Stripe Billing answers. */
export const billingRoutes: Route[] = [
  ...subscriptionRoutes,
  ...subscriptionItemRoutes,
  ...invoiceRoutes,
  ...invoicePaymentRoutes,
  ...scheduleRoutes,
  ...couponRoutes,
  ...testClockRoutes,
  ...promotionCodeRoutes,
]
