import { setTimeout as wait } from "node:timers/promises"
import { fulfilCheckout } from "@/lib/checkout/fulfil-checkout"
import { openSession } from "@/lib/checkout/open-session"
import { type CheckoutRow, findCheckout, saveNextAttempt } from "@/lib/checkout/store/checkouts"
import { describeError, log } from "@/lib/log"
import { orderPath } from "@/lib/purchases/order-url"
import { stripeFailure } from "@/lib/stripe/failures"
import type { SessionSnapshot } from "@/lib/stripe/snapshots"

export type StartedCheckout =
  | { outcome: "redirect"; url: string; checkoutId: string }
  | { outcome: "owned"; path: `/${string}` }
  | { outcome: "pending"; checkoutId: string }
  | { outcome: "not-found" }
  | { outcome: "unavailable"; attempt: string }

/**
 * Goes on with an order that was begun: to its page at Stripe, made anew when it lapsed, or, when it
 * was paid meanwhile, to what was bought. Safe to run any number of times, also at once.
 */
export async function continueCheckout(
  checkout: CheckoutRow,
  origin: string,
  tries = 10,
): Promise<StartedCheckout> {
  try {
    const session = await openSession(checkout, origin)
    if (session.status === "open" && session.url)
      return { outcome: "redirect", url: session.url, checkoutId: checkout.id }
    return await finishedCheckout(checkout, session)
  } catch (error) {
    const failure = stripeFailure(error)
    if (!failure) throw error
    if (failure === "in-use" && tries > 1) return await waitForTwin(checkout, origin, tries - 1)
    // Stripe keeps a definite failure under its key and would replay it.
    if (failure === "definite" || failure === "defect")
      await saveNextAttempt(checkout.id, checkout.stripeAttempt)
    log.warn({ checkout: checkout.id, failure, ...describeError(error) }, "no checkout session")
    return { outcome: "unavailable", attempt: checkout.attempt }
  }
}

// The other half of a double click is making the session: take the one that it gets.
async function waitForTwin(
  checkout: CheckoutRow,
  origin: string,
  tries: number,
): Promise<StartedCheckout> {
  await wait(200)
  return continueCheckout((await findCheckout(checkout.id)) ?? checkout, origin, tries)
}

/** What a click leads to whose order's session is over: the visitor came back to a page that has done its work. */
export async function finishedCheckout(
  checkout: CheckoutRow,
  session: SessionSnapshot,
): Promise<StartedCheckout> {
  await fulfilCheckout(session)
  const { status } = (await findCheckout(checkout.id)) ?? checkout
  if (status !== "paid") return { outcome: "pending", checkoutId: checkout.id }
  return { outcome: "owned", path: orderPath(checkout.id, checkout.linkVersion) }
}
