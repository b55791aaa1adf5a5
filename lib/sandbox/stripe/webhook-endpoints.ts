import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { missing } from "@/lib/sandbox/stripe/faults"
import { listOf } from "@/lib/sandbox/stripe/list"
import { listParams, parseParams } from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"
import { apiVersion } from "@/lib/sandbox/stripe/version"

const endpointId = "we_sandbox"

/** The one endpoint that the sandbox delivers to: the shop's. */
function endpoint(scope: Scope): Stripe.WebhookEndpoint {
  return {
    id: endpointId,
    object: "webhook_endpoint",
    api_version: apiVersion,
    application: null,
    created: 0,
    description: "The shop",
    enabled_events: ["*"],
    livemode: false,
    metadata: {},
    status: "enabled",
    url: `${scope.settings.shop.url}/api/webhooks/stripe`,
  }
}

async function listEndpoints({ scope, form }: Call) {
  return listOf([endpoint(scope)], "/v1/webhook_endpoints", parseParams(listParams({}), form))
}

async function retrieve({ scope, ids }: Call) {
  if (ids[0] !== endpointId) throw missing("webhook_endpoint", ids[0] ?? "", "id")
  return endpoint(scope)
}

export const webhookEndpointRoutes: Route[] = [
  { method: "GET", path: "/v1/webhook_endpoints", run: listEndpoints },
  { method: "GET", path: "/v1/webhook_endpoints/:id", run: retrieve },
]
