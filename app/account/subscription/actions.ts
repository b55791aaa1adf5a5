"use server"

import type { Route } from "next"
import { notFound, redirect } from "next/navigation"
import { z } from "zod"
import { currentOrigin } from "@/app/visitor"
import { requireCustomer } from "@/lib/auth/require-customer"
import { openPortal } from "@/lib/billing/open-portal"
import { pausePlan } from "@/lib/billing/pause-plan"
import { resumePlan } from "@/lib/billing/resume-plan"
import { retryPayment } from "@/lib/billing/retry-payment"
import { takeBackChange } from "@/lib/billing/take-back-change"

const PAGE = "/account/subscription"
const chosen = z.object({ subscription: z.uuid() })

/** Pauses a subscription. */
export async function pause(form: FormData): Promise<void> {
  await act(form, async (customerId, id) => {
    const paused = await pausePlan(customerId, id)
    return paused.outcome === "refused" ? paused.because : paused.outcome
  })
}

/** Takes back a cancellation, or ends a pause. */
export async function resume(form: FormData): Promise<void> {
  await act(form, async (customerId, id) => (await resumePlan(customerId, id)).outcome)
}

/** Takes back the change of plan that is to come. */
export async function takeBack(form: FormData): Promise<void> {
  await act(form, async (customerId, id) => (await takeBackChange(customerId, id)).outcome)
}

/** Charges what is owed for a subscription at once. */
export async function retry(form: FormData): Promise<void> {
  await act(form, async (customerId, subscriptionId) => {
    const tried = await retryPayment(customerId, { cardId: null, subscriptionId })
    return tried.outcome
  })
}

/** Leads to Stripe's own page for whoever is signed in. */
export async function manage(): Promise<void> {
  const { customerId } = await requireCustomer(PAGE)
  const opened = await openPortal(customerId, `${await currentOrigin()}${PAGE}`)
  // Stripe's page stands outside what typed routes know.
  redirect(opened.outcome === "redirect" ? (opened.url as Route) : `${PAGE}?result=unavailable`)
}

/** @param work the outcome to tell on the page; "not-found": they have no such subscription */
async function act(
  form: FormData,
  work: (customerId: string, subscriptionId: string) => Promise<string>,
): Promise<never> {
  const { customerId } = await requireCustomer(PAGE)
  const parsed = chosen.safeParse(Object.fromEntries(form))
  const result = parsed.success ? await work(customerId, parsed.data.subscription) : "not-found"
  if (result === "not-found") notFound()
  redirect(`${PAGE}?${new URLSearchParams({ result })}`)
}
