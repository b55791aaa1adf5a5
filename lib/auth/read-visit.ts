import type { Visit } from "@/lib/auth/rules"
import { clientAddress, networkOf } from "@/lib/client-address"
import { browserFamily } from "@/lib/delivery/rules"
import { shopOrigin } from "@/lib/env"

/** Who asks, as far as the shop keeps it, in a request's headers. */
export function readVisit(headers: Headers): Visit {
  return {
    origin: shopOrigin(headers.get("host")),
    network: networkOf(clientAddress(headers)),
    userAgent: browserFamily(headers.get("user-agent")),
  }
}
