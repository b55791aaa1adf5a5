import type Stripe from "stripe"
import { z } from "zod"
import { recordDelivery } from "@/lib/sandbox/deliveries/record-delivery"
import type { Scope } from "@/lib/sandbox/scope"
import { missing } from "@/lib/sandbox/stripe/faults"
import { newId } from "@/lib/sandbox/stripe/ids"
import { listObjects } from "@/lib/sandbox/stripe/list"
import { getObject, insertObject } from "@/lib/sandbox/stripe/objects"
import { filled, list, paging, parseParams, range, type Shape } from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"
import { apiVersion } from "@/lib/sandbox/stripe/version"

export type EventType = Stripe.Event["type"]
type ObjectOf<Type extends EventType> = Extract<Stripe.Event, { type: Type }>["data"]["object"]

/**
 * Records that something happened, as Stripe's event of that type, and queues its delivery.
 * Given the object's former state, the event also says what changed.
 */
export async function emit<Type extends EventType>(
  scope: Scope,
  type: Type,
  object: ObjectOf<Type>,
  before?: ObjectOf<Type>,
): Promise<void> {
  const event: Stripe.EventBase = {
    id: newId("event"),
    object: "event",
    api_version: apiVersion,
    created: scope.now,
    data: before ? { object, previous_attributes: changedAttributes(before, object) } : { object },
    livemode: false,
    pending_webhooks: 1,
    request: scope.request,
    type,
  }
  await insertObject(scope, "event", event, {})
  await recordDelivery(scope, {
    vendor: "stripe",
    event: event.id,
    type,
    body: JSON.stringify(event, null, 2),
  })
}

/** The former values of what differs; a value that was not there before is null. */
function changedAttributes(before: object, after: object): Record<string, unknown> {
  const was = new Map<string, unknown>(Object.entries(before))
  const is = new Map<string, unknown>(Object.entries(after))
  const changed: Record<string, unknown> = {}
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const [old, now] = [was.get(name), is.get(name)]
    if (JSON.stringify(old) === JSON.stringify(now)) continue
    changed[name] = isRecord(old) && isRecord(now) ? changedAttributes(old, now) : (old ?? null)
  }
  return changed
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

const listParams = z.strictObject({
  ...paging,
  created: range.optional(),
  type: filled.optional(),
  types: list(filled).optional(),
  delivery_success: z.enum(["true", "false"]).optional(),
} satisfies Shape<Stripe.EventListParams>)

async function listEvents({ scope, form }: Call) {
  const query = parseParams(listParams, form)
  const types = query.types ?? (query.type ? [query.type] : [])
  const patterns = types.map((type) => type.replaceAll("_", "\\_").replaceAll("*", "%"))
  const conditions = [
    types.length > 0 && ((at: number) => `data->>'type' LIKE ANY ($${at}::text[])`),
    query.delivery_success && ((at: number) => deliveredIs(types.length > 0 ? at + 1 : at)),
  ].filter((condition) => typeof condition === "function")
  const values = [
    ...(types.length > 0 ? [patterns] : []),
    ...(query.delivery_success ? [query.delivery_success === "true"] : []),
  ]
  return listObjects(scope, "event", "/v1/events", {
    ...query,
    sql:
      conditions.length > 0
        ? { text: (first) => conditions.map((one) => one(first)).join(" AND "), values }
        : undefined,
  })
}

function deliveredIs(at: number): string {
  return `EXISTS (SELECT FROM deliveries d WHERE d.event = objects.id AND d.state = 'done') = $${at}`
}

async function retrieveEvent({ scope, ids }: Call) {
  const id = ids[0] ?? ""
  if (!id.startsWith("evt_")) throw missing("event", id, "id")
  return getObject(scope, "event", id)
}

export const eventRoutes: Route[] = [
  { method: "GET", path: "/v1/events", run: listEvents },
  { method: "GET", path: "/v1/events/:id", run: retrieveEvent },
]
