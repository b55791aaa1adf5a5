import { saveCustomer } from "@/lib/customers/store/customers"
import { db } from "@/lib/db"
import type { Visitor } from "@/lib/entitlements/store/access"
import { callStripe } from "@/tests/support/stripe-events"
import { waitUntil } from "@/tests/support/wait-until"

/** A customer who is signed in, as the shop's verbs see them. */
export async function signedIn(
  email = "ada@example.com",
): Promise<Visitor & { customerId: string }> {
  return { customerId: await saveCustomer({ email, name: "Ada" }), checkoutIds: [] }
}

/** The newest hundred of a list of Stripe's. */
export async function listStripe(
  sandboxUrl: string,
  path: string,
  filter: Record<string, string> = {},
): Promise<Record<string, unknown>[]> {
  const query = new URLSearchParams({ ...filter, limit: "100" })
  const { data } = await callStripe(sandboxUrl, `${path}?${query}`)
  return Array.isArray(data) ? data : []
}

/** Waits until the webhook has fulfilled an order. */
export async function untilPaid(checkoutId: string): Promise<void> {
  await waitUntil(
    async () => (await db().checkout.findUnique({ where: { id: checkoutId } }))?.status === "paid",
    "the order to be paid",
  )
}
