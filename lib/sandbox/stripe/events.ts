import type Stripe from "stripe"
import { recordDelivery } from "@/lib/sandbox/deliveries/record-delivery"
import type { Scope } from "@/lib/sandbox/scope"
import { newId } from "@/lib/sandbox/stripe/ids"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { insertObject } from "@/lib/sandbox/stripe/objects"
import { newerEvents, olderShape, olderVersion } from "@/lib/sandbox/stripe/older-shape"
import { boolean, filled, list, listParams, range, type Shape } from "@/lib/sandbox/stripe/params"
import { apiVersion } from "@/lib/sandbox/stripe/version"

export type EventType = Stripe.Event["type"]
type ObjectOf<Type extends EventType> = Extract<Stripe.Event, { type: Type }>["data"]["object"]

/**
 * Records that something happened, as Stripe's event of that type, and queues its delivery.
 * Given the object's former state, the event also says what changed. Gives the object back.
 * The switch for older webhooks decides in which version's shape the event is kept and sent.
 */
export async function emit<Type extends EventType>(
  scope: Scope,
  type: Type,
  object: ObjectOf<Type>,
  before?: ObjectOf<Type>,
): Promise<ObjectOf<Type>> {
  const isOlder = scope.settings.webhooks.shape === "pre-basil"
  if (isOlder && newerEvents.includes(type)) return object
  const shape = (one: object): Promise<object> | object =>
    isOlder ? olderShape(scope, { ...one }) : one
  const shown = await shape(object)
  const former = before && (await shape(before))
  const event: Stripe.EventBase = {
    id: newId("event"),
    object: "event",
    api_version: isOlder ? olderVersion : apiVersion,
    created: scope.now,
    data: former
      ? { object: { ...shown }, previous_attributes: changedAttributes(former, shown) }
      : { object: { ...shown } },
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
  return object
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

/** Of `type` and `types` the latter counts; a `*` in them stands for anything. */
const eventList = listParams({
  created: range.optional(),
  type: filled.optional(),
  types: list(filled).optional(),
  delivery_success: boolean.optional(),
} satisfies Shape<Stripe.EventListParams>).transform(({ type, types, ...query }) => ({
  ...query,
  types: (types ?? (type === undefined ? undefined : [type]))?.map((name) =>
    name.replaceAll("_", "\\_").replaceAll("*", "%"),
  ),
}))

export const eventRoutes = objectRoutes("event", {
  list: {
    params: eventList,
    conditions: {
      types: (at) => `data->>'type' LIKE ANY (${at}::text[])`,
      delivery_success: (at) =>
        `EXISTS (SELECT FROM deliveries d WHERE d.event = objects.id AND d.state = 'done') = ${at}`,
    },
  },
})
