"use server"

import { notFound, redirect } from "next/navigation"
import { z } from "zod"
import { requireCustomer } from "@/lib/auth/require-customer"
import { changePlan } from "@/lib/billing/change-plan"

const PAGE = "/account/subscription"
const confirmed = z.object({
  subscription: z.uuid(),
  price: z.uuid(),
  token: z.string().min(1).max(2000),
})

/** Changes a subscription as its preview said. */
export async function confirm(form: FormData): Promise<void> {
  const { customerId } = await requireCustomer(PAGE)
  const parsed = confirmed.safeParse(Object.fromEntries(form))
  if (!parsed.success) notFound()
  const { subscription: subscriptionId, price, token } = parsed.data
  const changed = await changePlan({ customerId, subscriptionId, token })
  const { outcome } = changed
  if (outcome === "not-found") notFound()
  if (outcome === "changed" || outcome === "scheduled") redirect(`${PAGE}?result=${outcome}`)
  const result = outcome === "refused" ? changed.because : outcome
  redirect(`${PAGE}/${subscriptionId}/change?${new URLSearchParams({ price, result })}`)
}
