import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { deleteCustomer } from "@/lib/sandbox/stripe/deleted-customers"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter, badState } from "@/lib/sandbox/stripe/faults"
import { newId } from "@/lib/sandbox/stripe/ids"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { findObjects, insertObject, lockStored, saveObject } from "@/lib/sandbox/stripe/objects"
import {
  callParams,
  integer,
  listParams,
  parseParams,
  type Shape,
  text,
} from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

type Clock = Stripe.TestHelpers.TestClock

const kind = "test_helpers.test_clock"
const lifeSeconds = 30 * 24 * 3600

const createParams = callParams({
  frozen_time: integer,
  name: text.max(300).optional(),
} satisfies Shape<Stripe.TestHelpers.TestClockCreateParams>)

const advanceParams = callParams({
  frozen_time: integer,
} satisfies Shape<Stripe.TestHelpers.TestClockAdvanceParams>)

/** `POST /v1/test_helpers/test_clocks`: a time of its own for the customers that are made on it. */
async function create({ scope, form }: Call): Promise<Clock> {
  const params = parseParams(createParams, form)
  const clock: Clock = {
    id: newId(kind),
    object: kind,
    created: scope.now,
    deletes_after: scope.now + lifeSeconds,
    frozen_time: params.frozen_time,
    livemode: false,
    name: params.name || null,
    status: "ready",
    status_details: {},
  }
  await insertObject(scope, kind, clock, {})
  return emit(scope, "test_helpers.test_clock.created", clock)
}

/**
 * `POST …/:id/advance`: the clock starts to move. What is due happens soon after, in order; then it
 * is `ready` again. Source: https://docs.stripe.com/billing/testing/test-clocks
 */
async function advance({ scope, form, ids }: Call): Promise<Clock> {
  const { frozen_time: target } = parseParams(advanceParams, form)
  const { data: before } = await lockStored(scope, kind, ids[0] ?? "")
  if (before.status !== "ready") throw badState("The clock is advancing already.")
  if (target <= before.frozen_time) {
    throw badParameter("A clock goes forwards only.", "frozen_time")
  }
  const moving: Clock = {
    ...before,
    status: "advancing",
    status_details: { advancing: { target_frozen_time: target } },
  }
  await saveObject(scope, kind, moving)
  return emit(scope, "test_helpers.test_clock.advancing", moving)
}

/** The clock arrived. */
export async function arrive(scope: Scope, id: string): Promise<void> {
  const { data } = await lockStored(scope, kind, id)
  const ready: Clock = {
    ...data,
    frozen_time: data.status_details.advancing?.target_frozen_time ?? data.frozen_time,
    status: "ready",
    status_details: {},
  }
  await saveObject(scope, kind, ready)
  await emit(scope, "test_helpers.test_clock.ready", ready)
}

/** The clocks that move, with where to. */
export async function movingClocks(scope: Scope): Promise<{ id: string; target: number }[]> {
  const clocks = await findObjects(scope, kind, { status: "advancing" })
  return clocks.map(({ id, frozen_time, status_details: { advancing } }) => ({
    id,
    target: advancing?.target_frozen_time ?? frozen_time,
  }))
}

/** Its customers go with it. */
async function remove({ scope, ids }: Call): Promise<Stripe.TestHelpers.DeletedTestClock> {
  const { data } = await lockStored(scope, kind, ids[0] ?? "")
  const customers = await findObjects(scope, "customer", { test_clock: data.id })
  for (const { id } of customers) await deleteCustomer({ ...scope, now: data.frozen_time }, id)
  await scope.db.query("DELETE FROM objects WHERE kind = $1 AND id = $2", [kind, data.id])
  await emit(scope, "test_helpers.test_clock.deleted", data)
  return { id: data.id, object: kind, deleted: true }
}

export const testClockRoutes: Route[] = [
  { method: "POST", path: "/v1/test_helpers/test_clocks/:id/advance", run: advance },
  { method: "DELETE", path: "/v1/test_helpers/test_clocks/:id", run: remove },
  ...objectRoutes(kind, {
    create,
    list: { params: listParams({} satisfies Shape<Stripe.TestHelpers.TestClockListParams>) },
  }),
]
