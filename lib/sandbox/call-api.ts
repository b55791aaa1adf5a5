import { billingRoutes } from "@/lib/sandbox/billing/routes"
import type { Scope } from "@/lib/sandbox/scope"
import { customerRoutes } from "@/lib/sandbox/stripe/customers"
import { StripeFault } from "@/lib/sandbox/stripe/faults"
import type { Form } from "@/lib/sandbox/stripe/form"
import { paymentMethodRoutes } from "@/lib/sandbox/stripe/payment-methods"
import { findRoute } from "@/lib/sandbox/stripe/routes"

const routes = [...billingRoutes, ...customerRoutes, ...paymentMethodRoutes]

/**
 * Does what a customer asks for as the same call of the API would, so that the same events go out.
 * Gives why it was refused, or null; of a refused call only what Stripe keeps too is kept.
 */
export async function callApi(
  scope: Scope,
  method: "DELETE" | "POST",
  path: string,
  form: Form,
): Promise<StripeFault | null> {
  const found = findRoute(routes, method, path)
  if (!found) throw new Error(`The sandbox has no ${method} ${path}.`)
  await scope.db.query("SAVEPOINT portal")
  try {
    await found.route.run({ scope, form, ids: found.ids })
    return null
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error
    if (!error.keeps) await scope.db.query("ROLLBACK TO SAVEPOINT portal")
    return error
  }
}
