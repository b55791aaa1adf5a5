"use server"

import { notFound, redirect } from "next/navigation"
import { z } from "zod"
import { requireCustomer } from "@/lib/auth/require-customer"
import { cancelPlan } from "@/lib/billing/cancel-plan"
import { cancellationReasons } from "@/lib/stripe/subscription-changes"

const PAGE = "/account/subscription"
const confirmed = z.object({
  subscription: z.uuid(),
  reason: z.enum(cancellationReasons).nullable().catch(null),
})

/** Cancels a subscription. */
export async function cancel(form: FormData): Promise<void> {
  const { customerId } = await requireCustomer(PAGE)
  const parsed = confirmed.safeParse(Object.fromEntries(form))
  if (!parsed.success) notFound()
  const { subscription: subscriptionId, reason } = parsed.data
  const { outcome } = await cancelPlan({ customerId, subscriptionId, feedback: reason })
  if (outcome === "not-found") notFound()
  if (outcome !== "unavailable") redirect(`${PAGE}?result=${outcome}`)
  const kept = new URLSearchParams({ result: outcome, ...(reason ? { reason } : {}) })
  redirect(`${PAGE}/${subscriptionId}/cancel?${kept}`)
}
