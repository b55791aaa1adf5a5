import { SANDBOX_STRIPE_KEY } from "@/lib/cli/settings"
import { sandboxUrl } from "@/tests/e2e/support/shop"
import { callStripe } from "@/tests/support/stripe-events"

/** What the sandbox's Stripe answers: a POST with fields, a GET without. */
export function askStripe(path: string, fields?: Record<string, string>) {
  return callStripe(sandboxUrl(), path, fields, SANDBOX_STRIPE_KEY)
}
