import { setTimeout as wait } from "node:timers/promises"
import { closedReason, priceFor } from "@/lib/catalog/rules"
import { findSellableEdition, type SellableEdition } from "@/lib/catalog/store/editions"
import { draftOrder } from "@/lib/checkout/draft-order"
import { fulfilCheckout } from "@/lib/checkout/fulfil-checkout"
import { openSession } from "@/lib/checkout/open-session"
import {
  type CheckoutRow,
  findCheckout,
  findCheckoutByAttempt,
  recordCheckout,
  saveNextAttempt,
} from "@/lib/checkout/store"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { isOwned, noAccess, offerFor } from "@/lib/entitlements/rules"
import { listAccess, type Visitor } from "@/lib/entitlements/store"
import { describeError, log } from "@/lib/log"
import { offerPath } from "@/lib/purchases/offer-path"
import { orderPath } from "@/lib/purchases/order-url"
import { takeRate } from "@/lib/rate-limit"
import { stripeFailure } from "@/lib/stripe/failures"
import type { SessionSnapshot } from "@/lib/stripe/snapshots"

export type StartCheckout = {
  editionSlug: string
  /** Random UUID of the page that holds the button. */
  attempt: string
  /** What the visitor chose to see prices in; null: the edition's first. */
  currency: string | null
  /** Who is buying. */
  visitor: Visitor
  /** The visitor said that they want a second copy. */
  again: boolean
  /** Where the visitor comes from, for the rate limit. */
  network: string
  /** The shop's origin as the visitor's browser knows it; Stripe leads back there. */
  origin: string
}

export type StartedCheckout =
  | { outcome: "redirect"; url: string; checkoutId: string }
  | { outcome: "owned"; path: `/${string}` }
  | { outcome: "pending"; checkoutId: string }
  | { outcome: "not-found" }
  | { outcome: "unavailable"; attempt: string }

/**
 * Begins an order of one edition and gives the address of Stripe's page for it. The price is the
 * database's. One attempt is one order, however often it is sent; when Stripe cannot be reached the
 * same attempt may be sent again. Throws AppError "rate-limited".
 */
export async function startCheckout(input: StartCheckout): Promise<StartedCheckout> {
  const edition = await findSellableEdition(input.editionSlug)
  if (!edition) return { outcome: "not-found" }
  const begun = await findCheckoutByAttempt(input.attempt)
  if (begun) return continueCheckout(begun, edition, input.origin)
  if (!input.again) {
    const former = await formerOrder(edition, input.visitor)
    if (former) return former
  }
  const price = priceFor(edition.prices, input.currency)
  if (closedReason(edition, now()) || !price || price.amount === 0) return { outcome: "not-found" }
  await takeRate("checkout", input.network)
  const order = await draftOrder(edition, price, input.attempt)
  await transaction(() => recordCheckout(order, now()))
  const checkout = await findCheckoutByAttempt(input.attempt)
  return checkout ? continueCheckout(checkout, edition, input.origin) : { outcome: "not-found" }
}

// An accidental second purchase leads to the first one.
async function formerOrder(
  edition: SellableEdition,
  visitor: Visitor,
): Promise<StartedCheckout | null> {
  const access = await listAccess([edition.id], visitor)
  const offer = offerFor(edition, access.get(edition.id) ?? noAccess, now())
  if (offer.reason === "payment-pending" && offer.checkoutId)
    return { outcome: "pending", checkoutId: offer.checkoutId }
  const isOpen = isOwned(offer) || offer.reason === "limit-reached" || offer.reason === "disputed"
  return isOpen ? { outcome: "owned", path: offerPath(offer, edition.product.slug) } : null
}

async function continueCheckout(
  checkout: CheckoutRow,
  edition: SellableEdition,
  origin: string,
  tries = 10,
): Promise<StartedCheckout> {
  if (checkout.lines[0]?.editionId !== edition.id) return { outcome: "not-found" }
  try {
    const session = await openSession(checkout, origin)
    if (session.status === "open" && session.url)
      return { outcome: "redirect", url: session.url, checkoutId: checkout.id }
    return await finishedCheckout(checkout, session)
  } catch (error) {
    const failure = stripeFailure(error)
    if (!failure) throw error
    if (failure === "in-use" && tries > 1)
      return await waitForTwin(checkout, edition, origin, tries - 1)
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
  edition: SellableEdition,
  origin: string,
  tries: number,
): Promise<StartedCheckout> {
  await wait(200)
  return continueCheckout((await findCheckout(checkout.id)) ?? checkout, edition, origin, tries)
}

// The visitor came back to a page whose button has done its work.
async function finishedCheckout(
  checkout: CheckoutRow,
  session: SessionSnapshot,
): Promise<StartedCheckout> {
  await fulfilCheckout(session)
  const { status } = (await findCheckout(checkout.id)) ?? checkout
  if (status !== "paid") return { outcome: "pending", checkoutId: checkout.id }
  return { outcome: "owned", path: orderPath(checkout.id, checkout.linkVersion) }
}
