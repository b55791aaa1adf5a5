import { configurationRoutes } from "@/lib/sandbox/portal/configurations"
import { createPortalSession } from "@/lib/sandbox/portal/create-session"
import type { Route } from "@/lib/sandbox/stripe/routes"

/** What Stripe's API has for the portal. */
export const portalRoutes: Route[] = [
  { method: "POST", path: "/v1/billing_portal/sessions", run: createPortalSession },
  ...configurationRoutes,
]
