import type { Route } from "next"
import { Day } from "@/components/day"
import { Badge } from "@/components/ui/badge"
import { PageLink } from "@/components/ui/page-link"
import type { CustomerRow } from "@/lib/customers/store/find-customers"

/** Customers, one a line; the whole of each is behind their link. */
export function CustomerList({ customers }: { customers: CustomerRow[] }) {
  return (
    <ul className="mt-8 divide-y divide-line border-y border-line">
      {customers.map((customer) => (
        <li
          key={customer.id}
          className="flex flex-wrap items-center justify-between gap-x-6 py-2"
          data-testid={`customer-${customer.id}`}
        >
          <PageLink
            href={`/admin/customers/${customer.id}` as Route}
            className="link min-h-11 content-center wrap-anywhere"
          >
            {customer.email}
          </PageLink>
          <p className="flex flex-wrap items-center gap-3 text-sm text-quiet">
            {customer.hasSubscription && <Badge>subscribes</Badge>}
            {customer.purchases === 1 ? "1 purchase" : `${customer.purchases} purchases`} · since{" "}
            <Day at={customer.createdAt} />
          </p>
        </li>
      ))}
    </ul>
  )
}
