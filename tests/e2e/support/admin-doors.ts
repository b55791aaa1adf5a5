import type { Door } from "@/tests/e2e/support/doors"

/** The addresses of the administration. */
export const adminDoors: Record<string, Door> = {
  "/admin": { who: "administrator", knock: () => ({ path: "/admin" }) },
  "/api/admin/accounting": {
    who: "administrator",
    knock: () => ({ path: "/api/admin/accounting?since=2026-01-01&until=2026-01-02" }),
  },
  "/api/admin/buyers": { who: "administrator", knock: () => ({ path: "/api/admin/buyers" }) },
  "/api/admin/papers/[number]": {
    who: "administrator",
    knock: ({ paperNumber }) => ({ path: `/api/admin/papers/${paperNumber}` }),
  },
  "/admin/team": { who: "administrator", knock: () => ({ path: "/admin/team" }) },
  "/admin/audit": { who: "administrator", knock: () => ({ path: "/admin/audit" }) },
  "/admin/customers": { who: "administrator", knock: () => ({ path: "/admin/customers" }) },
  "/admin/customers/[id]": {
    who: "administrator",
    knock: ({ customerId }) => ({ path: `/admin/customers/${customerId}` }),
  },
  "/admin/customers/[id]/downloads": {
    who: "administrator",
    knock: ({ customerId }) => ({ path: `/admin/customers/${customerId}/downloads` }),
  },
  "/admin/events": { who: "administrator", knock: () => ({ path: "/admin/events" }) },
  "/admin/events/[id]": {
    who: "administrator",
    knock: ({ waitingEventId }) => ({ path: `/admin/events/${waitingEventId}` }),
  },
  "/admin/health": { who: "administrator", knock: () => ({ path: "/admin/health" }) },
  "/admin/operations": { who: "administrator", knock: () => ({ path: "/admin/operations" }) },
  "/admin/setup": { who: "administrator", knock: () => ({ path: "/admin/setup" }) },
  "/admin/invoices/[id]/refund": {
    who: "administrator",
    knock: ({ invoiceId }) => ({ path: `/admin/invoices/${invoiceId}/refund` }),
  },
  "/admin/figures": { who: "administrator", knock: () => ({ path: "/admin/figures" }) },
  "/api/admin/figures": { who: "administrator", knock: () => ({ path: "/api/admin/figures" }) },
  "/admin/mails": { who: "administrator", knock: () => ({ path: "/admin/mails" }) },
  "/admin/products/[slug]/files": {
    who: "administrator",
    knock: ({ versions }) => ({ path: `/admin/products/${versions.slug}/files` }),
  },
  "/api/admin/uploads/[[...path]]": {
    who: "administrator",
    knock: ({ uploadId }) => ({ path: `/api/admin/uploads/${uploadId}` }),
  },
  "/admin/orders": { who: "administrator", knock: () => ({ path: "/admin/orders" }) },
  "/admin/orders/[id]": {
    who: "administrator",
    knock: ({ book }) => ({ path: `/admin/orders/${book.id}` }),
  },
  "/admin/products": { who: "administrator", knock: () => ({ path: "/admin/products" }) },
  // Support has nothing to do there.
  "/admin/products/new": {
    who: "administrator",
    knock: () => ({ path: "/admin/products/new" }),
    answers: [200, 404],
  },
  "/admin/products/[slug]": {
    who: "administrator",
    knock: ({ book }) => ({ path: `/admin/products/${book.product.slug}` }),
  },
  "/admin/products/[slug]/preview": {
    who: "administrator",
    knock: ({ book }) => ({ path: `/admin/products/${book.product.slug}/preview` }),
  },
  "/api/admin/products/[slug]/cover": {
    who: "administrator",
    knock: ({ book }) => ({
      path: `/api/admin/products/${book.product.slug}/cover`,
      method: "POST",
      form: { picture: "" },
    }),
    answers: [303, 303],
  },
  "/admin/plans": { who: "administrator", knock: () => ({ path: "/admin/plans" }) },
  "/admin/plans/new": {
    who: "administrator",
    knock: () => ({ path: "/admin/plans/new" }),
    answers: [200, 404],
  },
  "/admin/plans/[slug]": {
    who: "administrator",
    knock: () => ({ path: "/admin/plans/matinee" }),
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
