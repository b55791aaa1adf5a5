import { expect } from "@playwright/test"
import { z } from "zod"
import { SANDBOX_STRIPE_KEY } from "@/lib/cli/settings"
import { sandboxUrl } from "@/tests/e2e/support/shop"

const headers = { authorization: `Bearer ${SANDBOX_STRIPE_KEY}` }
const sessions = z.object({ data: z.array(z.object({ payment_intent: z.string().nullable() })) })

/** Gives back what an address paid last, as the shop's owner does at Stripe. */
export async function refundLast(email: string): Promise<void> {
  const query = new URLSearchParams({ "customer_details[email]": email, status: "complete" })
  const found = await fetch(`${sandboxUrl}/v1/checkout/sessions?${query}`, { headers })
  const [session] = sessions.parse(await found.json()).data
  const refunded = await fetch(`${sandboxUrl}/v1/refunds`, {
    method: "POST",
    headers,
    body: new URLSearchParams({ payment_intent: session?.payment_intent ?? "" }),
  })
  expect(refunded.ok, "the refund").toBe(true)
}
