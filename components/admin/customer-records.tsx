import { AdminSection } from "@/components/admin/admin-section"
import { AuditList } from "@/components/admin/audit-list"
import { DownloadList } from "@/components/admin/download-list"
import { EventList } from "@/components/admin/event-list"
import { MailList } from "@/components/admin/mail-list"
import { OrderList } from "@/components/admin/order-list"
import type { AuditRow } from "@/lib/audit/store"
import type { DownloadRow } from "@/lib/delivery/store/customer-downloads"
import type { MailRow } from "@/lib/mail/store/mail-list"
import type { OrderRow } from "@/lib/purchases/store/find-orders"
import type { EventRow } from "@/lib/webhooks/store/event-list"

type Props = {
  customer: { id: string; email: string }
  orders: OrderRow[]
  downloads: DownloadRow[]
  mails: MailRow[]
  events: EventRow[]
  changes: AuditRow[]
}

/** What happened with a customer, the newest of each kind: orders, downloads, mails, events, changes. */
export function CustomerRecords({ customer, orders, downloads, mails, events, changes }: Props) {
  const address = encodeURIComponent(customer.email)
  return (
    <>
      <AdminSection
        title="Newest orders"
        empty={orders.length === 0 ? "None." : null}
        all={{ href: `/admin/orders?q=${address}`, title: "All orders" }}
      >
        <OrderList orders={orders} />
      </AdminSection>
      <AdminSection
        title="Newest downloads"
        empty={downloads.length === 0 ? "Nothing was downloaded yet." : null}
        all={{ href: `/admin/customers/${customer.id}/downloads`, title: "All downloads" }}
      >
        <DownloadList downloads={downloads} />
      </AdminSection>
      <AdminSection
        title="Newest mails to them"
        empty={mails.length === 0 ? "None." : null}
        all={{ href: `/admin/mails?to=${address}`, title: "All mails to them" }}
      >
        <MailList mails={mails} />
      </AdminSection>
      <AdminSection
        title="What Stripe told of them"
        empty={events.length === 0 ? "Nothing yet." : null}
        all={{ href: `/admin/events?q=${address}`, title: "All events of theirs" }}
      >
        <EventList events={events} />
      </AdminSection>
      <AdminSection
        title="What administrators did"
        empty={null}
        all={{ href: `/admin/audit?customer=${customer.id}`, title: "All of it in the audit log" }}
      >
        <AuditList changes={changes} />
      </AdminSection>
    </>
  )
}
