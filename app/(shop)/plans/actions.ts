"use server"

import type { Route } from "next"
import { notFound, redirect } from "next/navigation"
import { z } from "zod"
import { currentNetwork, currentOrigin } from "@/app/visitor"
import { requireCustomer } from "@/lib/auth/require-customer"
import type { StartedPlan } from "@/lib/billing/continue-plan"
import { startPlan } from "@/lib/billing/start-plan"
import { AppError } from "@/lib/errors"

const choosing = z.object({
  price: z.uuid(),
  attempt: z.uuid(),
  plan: z.string().regex(/^[a-z0-9-]{1,80}$/),
})

/** Begins a plan for whoever is signed in and leads to Stripe's page. Anybody else signs in, and is back. */
export async function subscribe(form: FormData): Promise<void> {
  const parsed = choosing.safeParse(Object.fromEntries(form))
  if (!parsed.success) notFound()
  const { price, attempt, plan } = parsed.data
  const { customerId } = await requireCustomer(`/plans#plan-${plan}`)
  const started = await startPlan({
    planPriceId: price,
    attempt,
    customerId,
    network: await currentNetwork(),
    origin: await currentOrigin(),
  }).catch((error: unknown) => waitOrThrow(error, { price, attempt }))
  redirect(placeOf(started, price))
}

function waitOrThrow(error: unknown, chosen: { price: string; attempt: string }): never {
  if (!(error instanceof AppError) || error.code !== "rate-limited") throw error
  const wait = String(error.retryAfter ?? 600)
  redirect(`/plans/try-again?${new URLSearchParams({ ...chosen, wait })}`)
}

function placeOf(started: StartedPlan, price: string): Route {
  switch (started.outcome) {
    case "redirect":
      // Stripe's page stands outside what typed routes know.
      return started.url as Route
    case "owned":
      return "/account/subscription"
    case "unavailable":
      return `/plans/try-again?${new URLSearchParams({ price, attempt: started.attempt })}`
    case "not-found":
      return notFound()
  }
}
