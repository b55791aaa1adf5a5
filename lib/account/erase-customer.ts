import {
  deletePersonal,
  deleteUnpaidOrders,
  endEntitlements,
  hasProcessingOrder,
  pseudonymiseDownloads,
  pseudonymiseMails,
  pseudonymiseOrders,
  recordReferences,
  saveErased,
} from "@/lib/account/store/erase"
import {
  deletePlanTraces,
  listSubscriptionsToErase,
  pseudonymiseInvoices,
  recordPlanReferences,
} from "@/lib/account/store/erase-plans"
import { findPerson } from "@/lib/account/store/person"
import { MINUTE, now, plusSeconds } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { log } from "@/lib/log"
import { enqueue } from "@/lib/queue"
import { forgetBytes } from "@/lib/stamping/forget-bytes"
import { deleteCopiesOf } from "@/lib/stamping/store"
import { deriveEntitlements } from "@/lib/subscriptions/derive-entitlements"
import { saveDefaultEntitlements } from "@/lib/subscriptions/store/default-plan"
import { lockSubscription } from "@/lib/subscriptions/store/lock"

/** How much there was of a person: orders that stay for the books, orders and mails let go. */
export type Erased = { ordersKept: number; ordersDeleted: number; mails: number }

/**
 * Forgets a person and keeps the books. In one transaction: name, address and every trace of a
 * browser go, all that they could open ends, their private links are void, and orders for which no
 * money moved are deleted; paid orders keep amounts, country and dates, and invoices their number and
 * lines too. The ledger of Stripe's events and the customers at Stripe follow by jobs of the same
 * transaction: with a customer Stripe ends the subscriptions. There is no way back; the same address is
 * a new customer afterwards. Throws AppError "not-found" for who is no customer (any more),
 * "conflict" while a payment of theirs is on its way.
 */
export async function eraseCustomer(customerId: string): Promise<Erased> {
  const at = now()
  const erased = await transaction(async () => {
    const subscriptions = await listSubscriptionsToErase(customerId)
    for (const { stripeSubscriptionId } of subscriptions)
      await lockSubscription(stripeSubscriptionId)
    const person = await findPerson(customerId, "lock")
    if (!person) throw new AppError("not-found", "There is no such customer.")
    if (await hasProcessingOrder(person))
      throw new AppError(
        "conflict",
        "A payment is still on its way. Delete the account once it has arrived or failed.",
      )
    await recordReferences(person)
    await recordPlanReferences(person)
    const mails = await pseudonymiseMails(person, at)
    const ordersDeleted = await deleteUnpaidOrders(person, at)
    const ordersKept = await pseudonymiseOrders(person, at)
    await pseudonymiseInvoices(person)
    await deletePlanTraces(customerId)
    await endEntitlements(customerId, at)
    await pseudonymiseDownloads(customerId)
    await forgetBytes(await deleteCopiesOf(customerId))
    await deletePersonal(person)
    await saveErased(customerId, at)
    for (const { id } of subscriptions) await deriveEntitlements(id)
    await saveDefaultEntitlements(customerId)
    await enqueue("redact-events", { customerId, addresses: person.addresses })
    // Once more, for events that were being applied, or waited for these very rows, at this moment.
    await enqueue(
      "redact-events",
      { customerId, addresses: [] },
      { runAt: plusSeconds(at, MINUTE) },
    )
    await enqueue("forget-at-stripe", { customerId })
    return { ordersKept, ordersDeleted, mails }
  })
  log.info({ customer: customerId, ...erased }, "customer erased")
  return erased
}
