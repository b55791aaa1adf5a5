"use server"

import type { Route } from "next"
import { notFound, redirect } from "next/navigation"
import { z } from "zod"
import {
  chosenCurrency,
  currentCampaign,
  currentNetwork,
  currentOrigin,
  currentVisitor,
  rememberOrder,
} from "@/app/visitor"
import type { FreeFormState } from "@/components/free-form"
import type { StartedCheckout } from "@/lib/checkout/continue-checkout"
import { getFreeEdition } from "@/lib/checkout/get-free-edition"
import { startCheckout } from "@/lib/checkout/start-checkout"
import { AppError } from "@/lib/errors"

const slug = z.string().min(1).max(200)
const buying = z.object({ edition: slug, attempt: z.uuid(), again: z.literal("1").optional() })
const getting = z.object({ edition: slug, attempt: z.uuid(), email: z.string().max(400) })

/** Begins an order of one edition and sends the buyer to Stripe's page. */
export async function buyNow(form: FormData): Promise<void> {
  const parsed = buying.safeParse(Object.fromEntries(form))
  if (!parsed.success) notFound()
  const { edition, attempt, again } = parsed.data
  const started = await startCheckout({
    editionSlug: edition,
    attempt,
    currency: await chosenCurrency(),
    visitor: await currentVisitor(),
    again: again === "1",
    network: await currentNetwork(),
    origin: await currentOrigin(),
    campaign: await currentCampaign(),
  }).catch((error: unknown) => waitOrThrow(error, { edition, attempt }))
  if (started.outcome === "redirect") await rememberOrder(started.checkoutId)
  redirect(placeOf(started, edition))
}

function waitOrThrow(error: unknown, order: { edition: string; attempt: string }): never {
  if (!(error instanceof AppError) || error.code !== "rate-limited") throw error
  const wait = String(error.retryAfter ?? 600)
  redirect(`/checkout/try-again?${new URLSearchParams({ ...order, wait })}`)
}

function placeOf(started: StartedCheckout, edition: string): Route {
  switch (started.outcome) {
    case "redirect":
      // Stripe's page, or an order's: both stand outside what typed routes know.
      return started.url as Route
    case "owned":
      return started.path as Route
    case "pending":
      return `/checkout/pending?order=${started.checkoutId}`
    case "unavailable":
      return `/checkout/try-again?${new URLSearchParams({ edition, attempt: started.attempt })}`
    case "not-found":
      return notFound()
  }
}

/** Sends a free edition to an address; the answer is the same for every address. */
export async function getFree(_state: FreeFormState, form: FormData): Promise<FreeFormState> {
  const parsed = getting.safeParse(Object.fromEntries(form))
  if (!parsed.success) notFound()
  const { edition, attempt, email } = parsed.data
  try {
    const [network, campaign] = [await currentNetwork(), await currentCampaign()]
    const got = await getFreeEdition({ editionSlug: edition, email, attempt, network, campaign })
    if (got.outcome === "not-found") notFound()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, message: error.message, fields: { email: error.message }, email }
  }
  redirect("/checkout/thanks")
}
