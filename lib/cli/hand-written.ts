/**
 * What the migrations add beyond the schema, because Prisma's language has no word for it: names of
 * indexes and constraints. The test of the migrations expects exactly these.
 */
export const handWritten = [
  "StripeEvent_waiting_idx",
  "Price_live_key",
  "Price_amount_check",
  "Checkout_amounts_check",
  "CheckoutLine_amounts_check",
  "Refund_amount_check",
  "Purchase_downloadsLeft_check",
  "Entitlement_target_check",
  "Entitlement_interval_check",
  "Customer_email_check",
  "Edition_accessSeconds_check",
  "PlaybackPosition_seconds_check",
  "AddressProof_triesLeft_check",
  "StripeEvent_about_idx",
  "Checkout_guest_idx",
  "Mail_recipient_idx",
  "Product_searchVector_idx",
  "Product_searchNames_idx",
  "Product_searchKey_idx",
  "Plan_current_key",
  "DefaultPlanPeriod_open_key",
  "Plan_groups_idx",
  "PlanPrice_amount_check",
  "PlanPrice_period_check",
  "PlanPrice_duration_check",
  "PlanPrice_intro_check",
  "Refund_owner_check",
  "Dispute_owner_check",
]
