import type Stripe from "stripe"
import { endSubscription } from "@/lib/sandbox/billing/end-subscription"
import { lockBilling, lockSubscription } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { findObjects, getObject, lockStored } from "@/lib/sandbox/stripe/objects"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

/**
 * Deletes a customer for good: no list, payment or change finds them any more, their cards hang on
 * nobody, and asking for them by id tells that they were deleted.
 * Source: https://docs.stripe.com/api/customers/delete
 */
export async function deleteCustomer(scope: Scope, id: string): Promise<Stripe.DeletedCustomer> {
  await lockBilling(scope)
  const { data: customer } = await lockStored(scope, "customer", id)
  await endSubscriptions(scope, customer.id)
  const deleted: Stripe.DeletedCustomer = { id: customer.id, object: "customer", deleted: true }
  await emit(scope, "customer.deleted", customer)
  await scope.db.query(
    "UPDATE objects SET kind = 'deleted_customer', data = $2 WHERE kind = 'customer' AND id = $1",
    [customer.id, JSON.stringify(deleted)],
  )
  await scope.db.query(
    `UPDATE objects SET data = jsonb_set(data::jsonb, '{customer}', 'null')
     WHERE kind = 'payment_method' AND data @> $1`,
    [JSON.stringify({ customer: customer.id })],
  )
  return deleted
}

/** A customer who is gone has no running subscription. */
async function endSubscriptions(scope: Scope, customer: string): Promise<void> {
  for (const { id, status } of await findObjects(scope, "subscription", { customer })) {
    if (status === "canceled" || status === "incomplete_expired") continue
    await endSubscription(scope, await lockSubscription(scope, id), "cancellation_requested")
  }
}

async function retrieve({ scope, ids }: Call): Promise<Stripe.Customer | Stripe.DeletedCustomer> {
  const id = ids[0] ?? ""
  return (await findDeleted(scope, id)) ?? getObject(scope, "customer", id)
}

async function findDeleted(scope: Scope, id: string): Promise<Stripe.DeletedCustomer | null> {
  const { rows } = await scope.db.query<{ data: Stripe.DeletedCustomer }>(
    "SELECT data FROM objects WHERE kind = 'deleted_customer' AND id = $1",
    [id],
  )
  return rows[0]?.data ?? null
}

/** Before the customers' other routes: these know of the deleted ones. */
export const deletedCustomerRoutes: Route[] = [
  {
    method: "DELETE",
    path: "/v1/customers/:id",
    run: ({ scope, ids }) => deleteCustomer(scope, ids[0] ?? ""),
  },
  { method: "GET", path: "/v1/customers/:id", run: retrieve },
]
