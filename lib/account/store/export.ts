import {
  isMailTo,
  listInvoiceIds,
  listOrderIds,
  mailsAbout,
  type Person,
} from "@/lib/account/store/person"
import { db } from "@/lib/db"

// Each list is one statement (and one more for whose the orders are), in the order of time.

/** The customer's own row. */
export async function getCustomerRow({ customerId: id }: Person) {
  return db().customer.findUniqueOrThrow({ where: { id } })
}

/** The browsers that are signed in; never the tokens' hashes. */
export async function listSessions({ customerId }: Person) {
  return db().session.findMany({
    where: { customerId },
    omit: { tokenHash: true, customerId: true },
    orderBy: { createdAt: "asc" },
  })
}

/** The mails that asked for a proof of an address; never the browser's hash. */
export async function listProofs({ customerId, addresses }: Person) {
  return db().addressProof.findMany({
    where: { OR: [{ customerId }, { email: { in: addresses } }] },
    omit: { browserHash: true, customerId: true },
    orderBy: { createdAt: "asc" },
  })
}

/** Other ways to sign in. */
export async function listExternalAccounts({ customerId }: Person) {
  return db().externalAccount.findMany({
    where: { customerId },
    omit: { customerId: true },
    orderBy: { createdAt: "asc" },
  })
}

/** Orders in every state; amounts in minor units. */
export async function listOrders(person: Person) {
  return db().checkout.findMany({
    where: { id: { in: await listOrderIds(person) } },
    omit: { attempt: true, stripeAttempt: true, linkVersion: true, erasedAt: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  })
}

/** The lines of those orders. */
export async function listOrderLines(person: Person) {
  return db().checkoutLine.findMany({
    where: { checkoutId: { in: await listOrderIds(person) } },
    orderBy: [{ checkoutId: "asc" }, { position: "asc" }],
  })
}

/** What was given back, of orders and invoices. */
export async function listRefunds(person: Person) {
  return db().refund.findMany({
    where: {
      OR: [
        { checkoutId: { in: await listOrderIds(person) } },
        { invoiceId: { in: await listInvoiceIds(person) } },
      ],
    },
    orderBy: { createdAt: "asc" },
  })
}

/** The invoices and credit notes of those orders. */
export async function listPapers(person: Person) {
  return db().paper.findMany({
    where: { checkoutId: { in: await listOrderIds(person) } },
    orderBy: { number: "asc" },
  })
}

/** What was to be given back of them. */
export async function listRefundRequests(person: Person) {
  return db().refundRequest.findMany({
    where: {
      OR: [
        { checkoutId: { in: await listOrderIds(person) } },
        { invoiceId: { in: await listInvoiceIds(person) } },
      ],
    },
    orderBy: { createdAt: "asc" },
  })
}

/** What a bank was asked to take back. */
export async function listDisputes(person: Person) {
  return db().dispute.findMany({
    where: {
      OR: [
        { checkoutId: { in: await listOrderIds(person) } },
        { invoiceId: { in: await listInvoiceIds(person) } },
      ],
    },
    orderBy: { createdAt: "asc" },
  })
}

/** What was bought. */
export async function listPurchases({ customerId }: Person) {
  return db().purchase.findMany({
    where: { customerId },
    omit: { customerId: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  })
}

/** What may be opened, since when, until when, and why. */
export async function listEntitlements({ customerId }: Person) {
  return db().entitlement.findMany({
    where: { customerId },
    omit: { customerId: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  })
}

/** What was fetched, when, with which browser and from which network. */
export async function listDownloads({ customerId }: Person) {
  return db().download.findMany({
    where: { entitlement: { customerId } },
    orderBy: { createdAt: "asc" },
  })
}

/** How far films were watched. */
export async function listPositions({ customerId }: Person) {
  return db().playbackPosition.findMany({ where: { customerId }, omit: { customerId: true } })
}

/** What was put out of sight in the library. */
export async function listArchived({ customerId }: Person) {
  return db().archivedProduct.findMany({ where: { customerId }, omit: { customerId: true } })
}

/** The wish for no mails about new versions. */
export async function listMailOptOuts({ customerId }: Person) {
  return db().mailOptOut.findMany({ where: { customerId }, omit: { customerId: true } })
}

/** The mails that were written to them; never what a mail carries, which may be a key. */
export async function listMails(person: Person) {
  return db().$queryRaw`
    SELECT m."id"::text, m."kind"::text, m."subject", m."recipient", m."createdAt", m."sentAt",
           m."cancelledAt", m."attempts", m."deliveredAt", m."bouncedAt", m."complainedAt", m."deliveryNote"
    FROM "Mail" m WHERE ${isMailTo(person)} OR m."id" IN (${mailsAbout(person)})
    ORDER BY m."createdAt", m."id"`
}
