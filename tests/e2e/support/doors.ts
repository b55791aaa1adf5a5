import { streamUrl } from "@/lib/delivery/open-stream"
import type { World } from "@/tests/e2e/support/world"

type Knock = { path: string; method?: "GET" | "POST"; form?: Record<string, string> }

/**
 * Who may pass an address of the shop.
 * - anyone: it takes no id of anybody's.
 * - customer: shows a signed-in customer their own, and takes no id; anybody else is sent to sign in.
 * - owned: takes an id; the owner gets `owner`, everybody else 404 or is sent to sign in.
 * - key: the address itself is the key; a letter changed, and it opens nothing.
 */
export type Door =
  | { who: "anyone"; why: string }
  | { who: "customer" }
  | { who: "owned"; owner: number; knock: (world: World) => Knock }
  | { who: "key"; owner: number; knock: (world: World) => Promise<Knock> | Knock }

/** Every address of the shop. A new one that is missing here fails tests/unit/doors.test.ts. */
export const doors: Record<string, Door> = {
  "/": { who: "anyone", why: "the catalogue" },
  "/legal/[slug]": { who: "anyone", why: "the law" },
  "/products/[slug]": { who: "anyone", why: "what is for sale" },
  "/api/health": { who: "anyone", why: "for load balancers" },
  "/api/webhooks/stripe": { who: "anyone", why: "signed by Stripe, see webhooks/receiving" },
  "/media/[...key]": { who: "anyone", why: "covers" },
  "/orders": { who: "anyone", why: "mails links to their owner" },
  "/checkout/thanks": { who: "anyone", why: "says the same to everybody" },
  "/checkout/try-again": { who: "anyone", why: "an edition and an attempt" },
}

export { streamUrl }
