"use server"

import { cookies } from "next/headers"
import { notFound, redirect } from "next/navigation"
import { z } from "zod"
import { chosenCurrency, currentNetwork } from "@/app/visitor"
import { getFreeEdition } from "@/lib/checkout/get-free-edition"
import {
  addBrowserOrder,
  BROWSER_ORDERS_COOKIE,
  BROWSER_ORDERS_MAX_AGE,
  readBrowserOrders,
} from "@/lib/checkout/rules"
import { type StartedCheckout, startCheckout } from "@/lib/checkout/start-checkout"
import { env } from "@/lib/env"
import { AppError } from "@/lib/errors"

const slug = z.string().min(1).max(200)
const buying = z.object({ edition: slug, attempt: z.uuid(), again: z.literal("1").optional() })
const getting = z.object({ edition: slug, attempt: z.uuid(), email: z.string().max(400) })

/** Begins an order of one edition and sends the buyer to Stripe's page. */
export async function buyNow(form: FormData): Promise<void> {
  const parsed = buying.safeParse(Object.fromEntries(form))
  if (!parsed.success) notFound()
  const { edition, attempt, again } = parsed.data
  const jar = await cookies()
  const cookie = jar.get(BROWSER_ORDERS_COOKIE)?.value
  const started = await startCheckout({
    editionSlug: edition,
    attempt,
    currency: await chosenCurrency(),
    browserOrders: readBrowserOrders(cookie),
    again: again === "1",
    network: await currentNetwork(),
  }).catch((error: unknown) => waitOrThrow(error, parsed.data))
  if (started.outcome === "redirect")
    jar.set(BROWSER_ORDERS_COOKIE, addBrowserOrder(cookie, started.checkoutId), {
      httpOnly: true,
      sameSite: "lax",
      secure: env().PUBLIC_URL.startsWith("https:"),
      path: "/",
      maxAge: BROWSER_ORDERS_MAX_AGE,
    })
  redirect(placeOf(started, edition))
}

function waitOrThrow(error: unknown, order: { edition: string; attempt: string }): never {
  if (!(error instanceof AppError) || error.code !== "rate-limited") throw error
  const wait = String(error.retryAfter ?? 600)
  redirect(`/checkout/try-again?${new URLSearchParams({ ...withoutAgain(order), wait })}`)
}

function withoutAgain({ edition, attempt }: { edition: string; attempt: string }) {
  return { edition, attempt }
}

function placeOf(started: StartedCheckout, edition: string): string {
  switch (started.outcome) {
    case "redirect":
      return started.url
    case "owned":
      return started.orderUrl
    case "pending":
      return `/checkout/pending?order=${started.checkoutId}`
    case "unavailable":
      return `/checkout/try-again?${new URLSearchParams({ edition, attempt: started.attempt })}`
    case "not-found":
      return notFound()
  }
}

export type FreeState = { ok: false; message: string; fields: { email: string }; email: string }

/** Sends a free edition to an address; the answer is the same for every address. */
export async function getFree(_state: FreeState | null, form: FormData): Promise<FreeState> {
  const parsed = getting.safeParse(Object.fromEntries(form))
  if (!parsed.success) notFound()
  const { edition, attempt, email } = parsed.data
  try {
    const network = await currentNetwork()
    const got = await getFreeEdition({ editionSlug: edition, email, attempt, network })
    if (got.outcome === "not-found") notFound()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, message: error.message, fields: { email: error.message }, email }
  }
  redirect("/checkout/thanks")
}
