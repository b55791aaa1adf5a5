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
  "/admin/figures": { who: "administrator", knock: () => ({ path: "/admin/figures" }) },
  "/api/admin/figures": { who: "administrator", knock: () => ({ path: "/api/admin/figures" }) },
  "/admin/mails": { who: "administrator", knock: () => ({ path: "/admin/mails" }) },
  "/admin/orders": { who: "administrator", knock: () => ({ path: "/admin/orders" }) },
  "/admin/orders/[id]": {
    who: "administrator",
    knock: ({ book }) => ({ path: `/admin/orders/${book.id}` }),
  },
}
