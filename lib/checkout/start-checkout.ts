import { randomUUID } from "node:crypto"
import { closedReason, priceFor } from "@/lib/catalog/rules"
import { findSellableEdition, type SellableEdition } from "@/lib/catalog/store/editions"
import { closeRivals, sessionsSince } from "@/lib/checkout/close-rivals"
import { continueCheckout, type StartedCheckout } from "@/lib/checkout/continue-checkout"
import { draftOrder } from "@/lib/checkout/draft-order"
import {
  type CheckoutRow,
  findCheckoutByAttempt,
  listOpenOrders,
  type NewCheckout,
  recordCheckout,
} from "@/lib/checkout/store/checkouts"
import { now } from "@/lib/clock"
import { lockCustomer } from "@/lib/customers/store/customers"
import { transaction } from "@/lib/db"
import { isKept, noAccess } from "@/lib/entitlements/access-rules"
import { isOwned, offerFor } from "@/lib/entitlements/rules"
import { listAccess, type Visitor } from "@/lib/entitlements/store/access"
import { offerPath } from "@/lib/purchases/offer-path"
import { takeRate } from "@/lib/rate-limit"
import type { Campaign } from "@/lib/shop/campaign-rules"

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
  /** What led the visitor to the shop. */
  campaign: Campaign
}

/**
 * Begins an order of one edition and gives the address of Stripe's page for it. The price is the
 * database's. One attempt is one order, however often it is sent, and a customer who is signed in has
 * one open order of an edition, whatever page or browser it was begun in; when Stripe cannot be
 * reached the same attempt may be sent again. Throws AppError "rate-limited".
 */
export async function startCheckout(input: StartCheckout): Promise<StartedCheckout> {
  const { visitor, origin } = input
  const edition = await findSellableEdition(input.editionSlug)
  if (!edition) return { outcome: "not-found" }
  const begun = await findCheckoutByAttempt(input.attempt)
  const isOwn = begun !== null && !isOthers(begun, visitor)
  if (isOwn && begun.lines[0]?.editionId !== edition.id) return { outcome: "not-found" }
  if (isOwn) return continueCheckout(begun, origin)
  if (!input.again) {
    const former = await formerOrder(edition, visitor)
    if (former) return former
  }
  const price = priceFor(edition.prices, input.currency)
  if (closedReason(edition, now()) || !price || price.amount === 0) return { outcome: "not-found" }
  await takeRate("checkout", input.network)
  const attempt = begun ? randomUUID() : input.attempt
  const order = await draftOrder(edition, price, { attempt, campaign: input.campaign })
  const checkout = await openOrder({ ...order, customerId: visitor.customerId })
  return (await closeRivals(checkout, edition.id)) ?? continueCheckout(checkout, origin)
}

// The page of somebody who has signed out since: its order would show their cards at Stripe.
function isOthers(begun: CheckoutRow, visitor: Visitor): boolean {
  const leadsToStripe = begun.status === "open" || begun.status === "expired"
  return leadsToStripe && begun.customerId !== null && begun.customerId !== visitor.customerId
}

// An accidental second purchase leads to the first one; so does renting what is owned for ever.
async function formerOrder(
  edition: SellableEdition,
  visitor: Visitor,
): Promise<StartedCheckout | null> {
  const kept = edition.accessSeconds ? edition.keptEditionIds : []
  const access = await listAccess([edition.id, ...kept], visitor)
  for (const id of kept) {
    const own = access.get(id)
    if (own && isKept(own, now()))
      return {
        outcome: "owned",
        path: offerPath(offerFor(edition, own, now()), edition.product.slug),
      }
  }
  const offer = offerFor(edition, access.get(edition.id) ?? noAccess, now())
  if (offer.reason === "payment-pending" && offer.checkoutId)
    return { outcome: "pending", checkoutId: offer.checkoutId }
  const isOpen = isOwned(offer) || offer.reason === "limit-reached" || offer.reason === "disputed"
  return isOpen ? { outcome: "owned", path: offerPath(offer, edition.product.slug) } : null
}

/**
 * The order to pay: for a customer the one that they have open already, at the same price, so that
 * two pages lead to one payment.
 */
async function openOrder(order: NewCheckout): Promise<CheckoutRow> {
  return transaction(async () => {
    const [line] = order.lines
    if (order.customerId && line) {
      await lockCustomer(order.customerId)
      const open = await listOpenOrders(order.customerId, line.editionId, sessionsSince())
      const same = open.find(({ lines }) => lines[0]?.priceId === line.priceId)
      if (same) return same
    }
    await recordCheckout(order, now())
    const checkout = await findCheckoutByAttempt(order.attempt)
    if (!checkout) throw new Error("The order was not written.")
    return checkout
  })
}
