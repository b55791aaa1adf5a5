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

/** Has a card offered first from now on, and what is owed charged to it. */
export async function choose(form: FormData): Promise<void> {
  const { customerId } = await requireCustomer(PAGE)
  await change(form, async (cardId) => {
    const chosen = await chooseDefaultCard(customerId, cardId)
    return chosen.outcome === "chosen" ? `done=default&payment=${chosen.payment.outcome}` : null
  })
}

/** Forgets a card. */
export async function remove(form: FormData): Promise<void> {
  const { customerId } = await requireCustomer(PAGE)
  await change(form, async (cardId) =>
    (await removeCard(customerId, cardId)) === "removed" ? "done=removed" : null,
  )
}

/** @param work what to say on the page; null: the card is not there */
async function change(
  form: FormData,
  work: (cardId: string) => Promise<string | null>,
): Promise<never> {
  const parsed = chosen.safeParse(Object.fromEntries(form))
  if (!parsed.success) notFound()
  const query = await work(parsed.data.card).catch((error: unknown) => {
    if (!stripeFailure(error)) throw error
    log.warn({ ...describeError(error) }, "a saved card could not be changed")
    return "problem=stripe"
  })
  if (query === null) notFound()
  redirect(`${PAGE}?${query}` as Route)
}
