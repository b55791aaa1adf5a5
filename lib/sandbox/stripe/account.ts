import type { Route } from "@/lib/sandbox/stripe/routes"

/** The account that every key of the sandbox belongs to. */
async function retrieve() {
  return {
    id: "acct_sandbox",
    object: "account",
    business_profile: { name: "Sandbox" },
    charges_enabled: true,
    country: "US",
    default_currency: "usd",
    details_submitted: true,
    payouts_enabled: true,
    settings: { dashboard: { display_name: "Sandbox", timezone: "Etc/UTC" } },
    type: "standard",
  }
}

export const accountRoutes: Route[] = [{ method: "GET", path: "/v1/account", run: retrieve }]
