import { listInvoiceIds, type Person } from "@/lib/account/store/person"
import { db } from "@/lib/db"

// Each list is one statement (and one more for whose the invoices are), in the order of time.

/** What they subscribe to, or did, and how it stands. */
export async function listSubscriptions({ customerId }: Person) {
  return db().subscription.findMany({
    where: { customerId },
    omit: { customerId: true },
    orderBy: [{ startedAt: "asc" }, { id: "asc" }],
  })
}

/** What each of those charges for. */
export async function listSubscriptionItems({ customerId }: Person) {
  return db().subscriptionItem.findMany({
    where: { subscription: { customerId } },
    orderBy: [{ subscriptionId: "asc" }, { id: "asc" }],
  })
}

/** The invoices of those in every state; amounts in minor units. */
export async function listInvoices(person: Person) {
  return db().invoice.findMany({
    where: { id: { in: await listInvoiceIds(person) } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  })
}

/** What settled those invoices. */
export async function listInvoicePayments(person: Person) {
  return db().invoicePayment.findMany({
    where: { invoiceId: { in: await listInvoiceIds(person) } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  })
}

/** The plans that they chose, bought or not. */
export async function listPlanCheckouts({ customerId }: Person) {
  return db().planCheckout.findMany({
    where: { customerId },
    omit: { customerId: true, attempt: true, stripeAttempt: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  })
}

/** By which mailbox, and which card's fingerprint, they had a trial. */
export async function listTrialUses({ customerId }: Person) {
  return db().trialUse.findMany({
    where: { customerId },
    omit: { customerId: true },
    orderBy: { createdAt: "asc" },
  })
}
