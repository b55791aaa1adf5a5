import { isLiveMode } from "@/lib/env"

/** The page of Stripe's dashboard about a payment intent or a dispute. */
export function dashboardUrl(what: "payments" | "disputes", id: string): string {
  return `https://dashboard.stripe.com/${isLiveMode() ? "" : "test/"}${what}/${id}`
}
