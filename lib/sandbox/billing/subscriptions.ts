import type Stripe from "stripe"
import { z } from "zod"
import { cancelSubscription } from "@/lib/sandbox/billing/cancel-subscription"
import { createSubscription } from "@/lib/sandbox/billing/create-subscription"
import { pauseSubscription, resumeSubscription } from "@/lib/sandbox/billing/pause-subscription"
import { updateSubscription } from "@/lib/sandbox/billing/update-subscription"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { boolean, filled, listParams, range, type Shape } from "@/lib/sandbox/stripe/params"
import type { Route } from "@/lib/sandbox/stripe/routes"

const statuses = [
  "active",
  "canceled",
  "incomplete",
  "incomplete_expired",
  "past_due",
  "paused",
  "trialing",
  "unpaid",
] as const

/** Without a status all that are not canceled; `ended` are the canceled and the expired. */
function wanted(status: "all" | "ended" | (typeof statuses)[number] | undefined): string[] {
  if (status === undefined) return statuses.filter((one) => one !== "canceled")
  if (status === "all") return [...statuses]
  return status === "ended" ? ["canceled", "incomplete_expired"] : [status]
}

const subscriptionList = listParams({
  automatic_tax: z.strictObject({ enabled: boolean }).optional(),
  collection_method: filled.optional(),
  created: range.optional(),
  current_period_end: range.optional(),
  current_period_start: range.optional(),
  customer: filled.optional(),
  price: filled.optional(),
  status: z.enum([...statuses, "all", "ended"]).optional(),
  test_clock: filled.optional(),
} satisfies Shape<Stripe.SubscriptionListParams>).transform(
  ({ status, price, current_period_end: end, current_period_start: start, ...query }) => ({
    ...query,
    status: wanted(status),
    price: price === undefined ? undefined : JSON.stringify([{ price: { id: price } }]),
    current_period_end: end === undefined ? undefined : periodPath("current_period_end", end),
    current_period_start:
      start === undefined ? undefined : periodPath("current_period_start", start),
  }),
)

/** Items whose period's edge lies in a range, as a path of PostgreSQL's JSON. */
function periodPath(name: string, bounds: z.output<typeof range>): string {
  const signs = { gt: ">", gte: ">=", lt: "<", lte: "<=" } as const
  const tests = Object.entries(signs).flatMap(([bound, sign]) => {
    const value = new Map(Object.entries(bounds)).get(bound)
    return value === undefined ? [] : [`@.${name} ${sign} ${value}`]
  })
  return `$.items[*] ? (${tests.join(" && ") || "true"})`
}

export const subscriptionRoutes: Route[] = [
  { method: "POST", path: "/v1/subscriptions/:id", run: updateSubscription },
  { method: "DELETE", path: "/v1/subscriptions/:id", run: cancelSubscription },
  { method: "POST", path: "/v1/subscriptions/:id/pause", run: pauseSubscription },
  { method: "POST", path: "/v1/subscriptions/:id/resume", run: resumeSubscription },
  ...objectRoutes("subscription", {
    create: createSubscription,
    list: {
      params: subscriptionList,
      conditions: {
        status: (at) => `data->>'status' = ANY (${at}::text[])`,
        price: (at) => `hidden->'items' @> ${at}::jsonb`,
        current_period_end: (at) => `jsonb_path_exists(hidden, ${at}::jsonpath)`,
        current_period_start: (at) => `jsonb_path_exists(hidden, ${at}::jsonpath)`,
      },
    },
  }),
]
