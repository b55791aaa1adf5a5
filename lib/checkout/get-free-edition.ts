import { closedReason, priceFor } from "@/lib/catalog/rules"
import { findSellableEdition } from "@/lib/catalog/store/editions"
import { draftOrder } from "@/lib/checkout/draft-order"
import { findCheckoutByAttempt, recordCheckout } from "@/lib/checkout/store/checkouts"
import { saveSettlement } from "@/lib/checkout/store/settlement"
import { now } from "@/lib/clock"
import { emailField } from "@/lib/customers/rules"
import { saveCustomer } from "@/lib/customers/store/customers"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { recordMail } from "@/lib/mail/store/mails"
import { recordPurchases } from "@/lib/purchases/store/orders"
import { takeRate } from "@/lib/rate-limit"
import type { Campaign } from "@/lib/shop/campaign-rules"

export type GetFreeEdition = {
  editionSlug: string
  email: string
  /** Random UUID of the page that holds the form. */
  attempt: string
  network: string
  /** What led the visitor to the shop. */
  campaign: Campaign
}

/**
 * Gives a free edition to an address: an order of nothing, and its private link by mail. Nobody but
 * the mailbox gets the link, so an address typed in jest opens nothing and tells nothing. Throws
 * AppError "invalid" for a malformed address, "rate-limited" for too many.
 */
export async function getFreeEdition(
  input: GetFreeEdition,
): Promise<{ outcome: "sent" } | { outcome: "not-found" }> {
  const parsed = emailField.safeParse(input.email)
  if (!parsed.success)
    throw new AppError("invalid", parsed.error.issues[0]?.message ?? "Enter your email address.")
  const email = parsed.data
  const edition = await findSellableEdition(input.editionSlug)
  const price = edition && priceFor(edition.prices)
  if (!edition || !price || closedReason(edition, now()) || price.amount !== 0)
    return { outcome: "not-found" }
  await takeRate("free-network", input.network)
  await takeRate("free-address", email)
  const order = {
    ...(await draftOrder(edition, price, input)),
    status: "paid" as const,
    email,
  }
  await transaction(async () => {
    if (!(await recordCheckout(order, now()))) return
    const checkout = await findCheckoutByAttempt(input.attempt)
    if (!checkout) throw new Error("The order was not written.")
    const customerId = await saveCustomer({ email, locale: order.locale })
    await saveSettlement(checkout.id, { status: "paid", customerId })
    await recordPurchases(checkout.id, customerId, now())
    await recordMail({ kind: "receipt", subject: checkout.id, recipient: email })
  })
  return { outcome: "sent" }
}
