import { listChangesAbout } from "@/lib/audit/store"
import { listCustomerDownloads } from "@/lib/delivery/store/customer-downloads"
import { listMails } from "@/lib/mail/store/mail-list"
import { findOrders } from "@/lib/purchases/store/find-orders"
import { findEvents } from "@/lib/webhooks/store/event-list"

const limit = 20
const page = { after: null, limit }

/** What happened with a customer, the newest twenty of each kind, at once and by one query each. */
export async function listRecords(customerId: string, email: string) {
  const query = { by: "email", email } as const
  const [{ orders }, { downloads }, { mails }, { events }, { changes }] = await Promise.all([
    findOrders({ ...page, query, state: null, since: null, until: null }),
    listCustomerDownloads(customerId, page),
    listMails({ ...page, state: "all", recipient: email, order: "newest first" }),
    findEvents({ ...page, state: "all", about: email }),
    listChangesAbout(customerId, page),
  ])
  return { orders, downloads, mails, events, changes }
}
