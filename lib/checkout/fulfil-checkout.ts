import { type CheckoutStatus, mismatchOf, nextStatus, settleLines } from "@/lib/checkout/rules"
import { type CheckoutRow, findCheckout } from "@/lib/checkout/store/checkouts"
import { saveLineAmounts, saveSettlement } from "@/lib/checkout/store/settlement"
import { now } from "@/lib/clock"
import { lockCustomer, saveCustomer } from "@/lib/customers/store/customers"
import { transaction } from "@/lib/db"
import { env } from "@/lib/env"
import { log } from "@/lib/log"
import { alertOwner } from "@/lib/mail/alert-owner"
import { recordMail } from "@/lib/mail/store/mails"
import { paymentTime } from "@/lib/purchases/rules"
import { lockOrder, recordPurchases, saveRevocations } from "@/lib/purchases/store/orders"
import { enqueue } from "@/lib/queue"
import { getShopId } from "@/lib/shop/store"
import { askCopiesOf } from "@/lib/stamping/ask-copy"
import type { SessionSnapshot } from "@/lib/stripe/snapshots"

export type Fulfilment =
  /** Not an order of this shop's. */
  | { outcome: "foreign" }
  /** Marked as this shop's, but its order is not here (yet). */
  | { outcome: "missing" }
  /** What the session says was known already. */
  | { outcome: "unchanged"; checkout: CheckoutRow }
  /** The order moved to the state that `checkout.status` tells. */
  | { outcome: "moved"; checkout: CheckoutRow }

/**
 * Brings an order to where its Checkout session is, whoever asks: the webhook, the success page, the
 * reconciler, alone or all at once. A paid order gets its customer, one purchase and one entitlement
 * for each line, and one receipt, all in one transaction. A payment that does not fit its order is
 * withheld, and the shop's owner is told. Safe to run any number of times.
 * @param toldAt when Stripe says that it happened; else it counts as happening now
 */
export async function fulfilCheckout(
  told: SessionSnapshot,
  toldAt: Date | null = null,
): Promise<Fulfilment> {
  const checkoutId = told.metadata.checkout
  if (told.metadata.kiosk !== (await getShopId()) || !checkoutId) return { outcome: "foreign" }
  return transaction(async () => {
    const known = await findCheckout(checkoutId)
    if (!known || !(await lockOrder(checkoutId))) return { outcome: "missing" }
    // Read again: it may have moved on while this transaction waited for the lock.
    const checkout = (await findCheckout(checkoutId)) ?? known
    const session = checkout.erasedAt ? withoutPerson(told) : told
    const status = isSuperseded(checkout, session)
      ? checkout.status
      : nextStatus(checkout.status, session)
    if (status === checkout.status) {
      await reportSecondPayment(checkout, session)
      return { outcome: "unchanged", checkout }
    }
    const settled =
      status === "paid"
        ? await settle(checkout, session, toldAt)
        : await move(checkout, session, status)
    return { outcome: "moved", checkout: { ...checkout, ...settled } }
  })
}

// Nobody whom the shop has forgotten comes back with an old order; should it be paid after all, it
// is withheld and the owner told.
function withoutPerson(session: SessionSnapshot): SessionSnapshot {
  return { ...session, email: null, name: null, customerId: null, address: [], taxId: null }
}

// A lapsed session says nothing of an order that has a newer one.
function isSuperseded(checkout: CheckoutRow, session: SessionSnapshot): boolean {
  const isOther = checkout.stripeSessionId !== null && checkout.stripeSessionId !== session.id
  return isOther && session.status === "expired"
}

async function move(checkout: CheckoutRow, session: SessionSnapshot, status: CheckoutStatus) {
  await saveSettlement(checkout.id, {
    status,
    stripeSessionId: session.id,
    ...(session.email ? { email: session.email } : {}),
    ...(session.paymentIntentId ? { stripePaymentIntentId: session.paymentIntentId } : {}),
  })
  const recipient = status === "failed" ? await payerOf(checkout, session) : null
  if (recipient) await recordMail({ kind: "payment_failed", subject: checkout.id, recipient })
  return { status }
}

async function settle(checkout: CheckoutRow, session: SessionSnapshot, toldAt: Date | null) {
  const email = await payerOf(checkout, session)
  const fault = mismatchOf(checkout, { ...session, email })
  const openedAt = now()
  const settlement = {
    email: session.email ?? email,
    country: session.country,
    payerName: session.address.length > 0 ? session.name : null,
    payerAddress: session.address,
    vatId: session.taxId,
    amountTax: session.amountTax,
    amountTotal: session.amountTotal,
    stripeSessionId: session.id,
    stripePaymentIntentId: session.paymentIntentId,
    paidAt: paymentTime(toldAt, { begunAt: checkout.createdAt, now: openedAt }),
  }
  if (fault || !email) {
    const reason = fault ?? "paid without an email address"
    const { currency, amountSubtotal } = session
    // What was charged is what can be given back.
    const charged = { ...settlement, currency, amountSubtotal }
    const withheld = { ...charged, status: "withheld" as const, withheldReason: reason }
    await saveSettlement(checkout.id, withheld)
    await alert(checkout.id, `Order ${checkout.id} is withheld: ${reason}.`)
    return withheld
  }
  const customerId = await saveCustomer({
    email,
    name: session.name,
    locale: checkout.locale,
    stripeCustomerId: session.customerId,
  })
  const paid = { ...settlement, status: "paid" as const, customerId }
  await saveSettlement(checkout.id, paid)
  const amounts = settleLines(
    checkout.lines.map((line) => line.amountSubtotal),
    session,
  )
  await saveLineAmounts(
    checkout.lines.map((line, at) => ({
      id: line.id,
      ...(amounts[at] ?? { amountTax: 0, amountTotal: 0 }),
    })),
  )
  await recordPurchases(checkout.id, customerId, openedAt)
  // A refund or dispute may have been told before the payment.
  await saveRevocations(checkout.id, openedAt)
  await recordMail({ kind: "receipt", subject: checkout.id, recipient: email })
  await askCopiesOf(checkout.id, email, openedAt)
  if (env().STRIPE_TAX) await enqueue("keep-tax-evidence", { checkoutId: checkout.id })
  return paid
}

// An order begun by a customer stays theirs, whatever address stands at Stripe; its mails go to the
// address that they have now. A guest's, or that of somebody erased since, goes by what was typed.
async function payerOf(checkout: CheckoutRow, session: SessionSnapshot): Promise<string | null> {
  const known = checkout.customerId ? await lockCustomer(checkout.customerId) : null
  return known ?? session.email
}

// A lapsed session is replaced by a new one; should both be paid, a person has to give one back.
async function reportSecondPayment(checkout: CheckoutRow, session: SessionSnapshot): Promise<void> {
  const isPaid = checkout.status === "paid" || checkout.status === "withheld"
  const isOther = session.id !== checkout.stripeSessionId
  if (!isPaid || !isOther || session.paymentStatus !== "paid") return
  await alert(
    `${checkout.id}/${session.id}`,
    `Order ${checkout.id} was paid a second time, by session ${session.id}. Refund that payment at Stripe.`,
  )
}

async function alert(subject: string, message: string): Promise<void> {
  log.error({ subject }, message)
  await alertOwner(subject, message)
}
