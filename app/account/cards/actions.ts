"use server"

import type { Route } from "next"
import { notFound, redirect } from "next/navigation"
import { z } from "zod"
import { currentOrigin } from "@/app/visitor"
import { addCard } from "@/lib/account/add-card"
import { chooseDefaultCard } from "@/lib/account/choose-default-card"
import { removeCard } from "@/lib/account/remove-card"
import { requireCustomer } from "@/lib/auth/require-customer"
import { AppError } from "@/lib/errors"
import { describeError, log } from "@/lib/log"
import { stripeFailure } from "@/lib/stripe/failures"

const PAGE = "/account/cards"
const chosen = z.object({ card: z.string().min(1).max(255) })

/** Sends the customer to Stripe's page that saves a card. */
export async function add(): Promise<void> {
  const { customerId } = await requireCustomer(PAGE)
  redirect(await placeToAdd(customerId, await currentOrigin()))
}

async function placeToAdd(customerId: string, origin: string): Promise<Route> {
  try {
    const added = await addCard({ customerId, origin })
    // Stripe's page stands outside what typed routes know.
    return added.outcome === "redirect" ? (added.url as Route) : `${PAGE}?problem=stripe`
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "rate-limited") throw error
    return `${PAGE}?problem=often`
  }
}

/** Has a card offered first from now on. */
export async function choose(form: FormData): Promise<void> {
  const { customerId } = await requireCustomer(PAGE)
  await change("default", form, (cardId) => chooseDefaultCard(customerId, cardId))
}

/** Forgets a card. */
export async function remove(form: FormData): Promise<void> {
  const { customerId } = await requireCustomer(PAGE)
  await change("removed", form, (cardId) => removeCard(customerId, cardId))
}

async function change(
  done: "default" | "removed",
  form: FormData,
  work: (cardId: string) => Promise<"removed" | "chosen" | "not-found">,
): Promise<never> {
  const parsed = chosen.safeParse(Object.fromEntries(form))
  if (!parsed.success) notFound()
  const outcome = await work(parsed.data.card).catch((error: unknown) => {
    if (!stripeFailure(error)) throw error
    log.warn({ ...describeError(error) }, "a saved card could not be changed")
    return "unavailable" as const
  })
  if (outcome === "not-found") notFound()
  redirect(outcome === "unavailable" ? `${PAGE}?problem=stripe` : `${PAGE}?done=${done}`)
}
