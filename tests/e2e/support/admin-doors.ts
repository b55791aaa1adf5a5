import type { Door } from "@/tests/e2e/support/doors"

/** The addresses of the administration. */
export const adminDoors: Record<string, Door> = {
  "/admin": { who: "administrator", knock: () => ({ path: "/admin" }) },
  "/admin/audit": { who: "administrator", knock: () => ({ path: "/admin/audit" }) },
  "/admin/customers": { who: "administrator", knock: () => ({ path: "/admin/customers" }) },
  "/admin/customers/[id]": {
    who: "administrator",
    knock: ({ customerId }) => ({ path: `/admin/customers/${customerId}` }),
  },
  "/admin/events": { who: "administrator", knock: () => ({ path: "/admin/events" }) },
  "/admin/events/[id]": {
    who: "administrator",
    knock: ({ waitingEventId }) => ({ path: `/admin/events/${waitingEventId}` }),
  },
  "/admin/invoices/[id]/refund": {
    who: "administrator",
    knock: ({ invoiceId }) => ({ path: `/admin/invoices/${invoiceId}/refund` }),
  },
  "/admin/mails": { who: "administrator", knock: () => ({ path: "/admin/mails" }) },
  "/admin/orders": { who: "administrator", knock: () => ({ path: "/admin/orders" }) },
  "/admin/orders/[id]": {
    who: "administrator",
    knock: ({ book }) => ({ path: `/admin/orders/${book.id}` }),
  },
  "/admin/orders/[id]/refund": {
    who: "administrator",
    knock: ({ book }) => ({ path: `/admin/orders/${book.id}/refund` }),
  },
  "/admin/undelivered": { who: "administrator", knock: () => ({ path: "/admin/undelivered" }) },
  "/api/admin/files/[file]": {
    who: "administrator",
    knock: ({ book }) => ({ path: `/api/admin/files/${book.file.id}`, method: "POST", form: {} }),
  },
}
