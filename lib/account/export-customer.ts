import {
  getCustomerRow,
  listArchived,
  listDisputes,
  listDownloads,
  listEntitlements,
  listExternalAccounts,
  listMailOptOuts,
  listMails,
  listOrderLines,
  listOrders,
  listPapers,
  listPositions,
  listProofs,
  listPurchases,
  listRefundRequests,
  listRefunds,
  listSessions,
} from "@/lib/account/store/export"
import {
  listChangesOf,
  listRole,
  listSecondFactorOf,
  listUploadsOf,
} from "@/lib/account/store/export-administration"
import { listCopies, listEvents, listLibraryFiles } from "@/lib/account/store/export-files"
import {
  listInvoicePayments,
  listInvoices,
  listPlanCheckouts,
  listSubscriptionItems,
  listSubscriptions,
  listTrialUses,
} from "@/lib/account/store/export-plans"
import { findPerson, type Person } from "@/lib/account/store/person"
import { now } from "@/lib/clock"
import { env } from "@/lib/env"
import { AppError } from "@/lib/errors"

/** The version of the export's shape, which docs/export.md describes. */
export const EXPORT_VERSION = 1

/** The sections of an export in their order, with the table that each shows. */
export const exportSections: {
  name: string
  table: string
  list: (person: Person) => Promise<unknown>
}[] = [
  { name: "customer", table: "Customer", list: getCustomerRow },
  { name: "sessions", table: "Session", list: listSessions },
  { name: "addressProofs", table: "AddressProof", list: listProofs },
  { name: "externalAccounts", table: "ExternalAccount", list: listExternalAccounts },
  { name: "orders", table: "Checkout", list: listOrders },
  { name: "orderLines", table: "CheckoutLine", list: listOrderLines },
  { name: "refunds", table: "Refund", list: listRefunds },
  { name: "refundRequests", table: "RefundRequest", list: listRefundRequests },
  { name: "disputes", table: "Dispute", list: listDisputes },
  { name: "papers", table: "Paper", list: listPapers },
  { name: "purchases", table: "Purchase", list: listPurchases },
  { name: "planCheckouts", table: "PlanCheckout", list: listPlanCheckouts },
  { name: "subscriptions", table: "Subscription", list: listSubscriptions },
  { name: "subscriptionItems", table: "SubscriptionItem", list: listSubscriptionItems },
  { name: "invoices", table: "Invoice", list: listInvoices },
  { name: "invoicePayments", table: "InvoicePayment", list: listInvoicePayments },
  { name: "trialUses", table: "TrialUse", list: listTrialUses },
  { name: "entitlements", table: "Entitlement", list: listEntitlements },
  { name: "downloads", table: "Download", list: listDownloads },
  { name: "positions", table: "PlaybackPosition", list: listPositions },
  { name: "archivedProducts", table: "ArchivedProduct", list: listArchived },
  { name: "mailOptOuts", table: "MailOptOut", list: listMailOptOuts },
  { name: "personalCopies", table: "StampedCopy", list: listCopies },
  { name: "mails", table: "Mail", list: listMails },
  { name: "administration", table: "Administrator", list: listRole },
  { name: "secondFactors", table: "SecondFactor", list: listSecondFactorOf },
  { name: "administratorsChanges", table: "AuditEntry", list: listChangesOf },
  { name: "uploads", table: "Upload", list: listUploadsOf },
  { name: "stripeEvents", table: "StripeEvent", list: listEvents },
]

/**
 * Everything that the shop knows of a customer, and the manifest of their library, as the text of one
 * JSON document, section after section: one section is in memory at a time. Throws AppError
 * "not-found", before the first text, for who is no customer.
 */
export async function exportCustomer(customerId: string): Promise<AsyncGenerator<string>> {
  const person = await findPerson(customerId)
  if (!person) throw new AppError("not-found", "There is no such customer.")
  return write(person)
}

async function* write(person: Person): AsyncGenerator<string> {
  const at = now()
  const { SHOP_NAME, PUBLIC_URL } = env()
  const head = {
    version: EXPORT_VERSION,
    exportedAt: at,
    shop: { name: SHOP_NAME, url: PUBLIC_URL },
  }
  yield `{\n"format": "kiosk-customer-export"`
  for (const [name, value] of Object.entries(head)) yield member(name, value)
  for (const { name, list } of exportSections) yield member(name, await list(person))
  yield member("library", await listLibraryFiles(person, at))
  yield "\n}\n"
}

function member(name: string, value: unknown): string {
  return `,\n${JSON.stringify(name)}: ${JSON.stringify(value, withNumbers, 2)}`
}

// Sizes are bytes: far below what a number holds exactly.
function withNumbers(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value
}
