import type { Route } from "next"
import type { ReactNode } from "react"
import { Day } from "@/components/day"
import { OutwardLink } from "@/components/ui/outward-link"
import { PageLink } from "@/components/ui/page-link"
import { dashboardUrl } from "@/lib/dashboard-url"
import { env } from "@/lib/env"
import type { OpenTasks as Found } from "@/lib/health/list-open-tasks"
import type { OpenDispute } from "@/lib/health/store/open-tasks"
import { formatMoney } from "@/lib/money"

type Props = {
  found: Found
  /** Events of Stripe's that could not be applied. */
  failingEvents: number
}

/** What waits for somebody, each with the way to it; or that nothing does. */
export function OpenTasks({ found, failingEvents }: Props) {
  const { disputes, withheld, undelivered } = found
  const hidden = disputes.total - disputes.shown.length
  if (disputes.total + withheld + undelivered.count + failingEvents === 0)
    return (
      <p className="mt-3 text-quiet" data-testid="no-tasks">
        Nothing does.
      </p>
    )
  return (
    <ul className="mt-3 divide-y divide-line border-y border-line" data-testid="open-tasks">
      {disputes.shown.map((dispute) => (
        <Dispute key={dispute.stripeDisputeId} dispute={dispute} />
      ))}
      {hidden > 0 && (
        <Task href="/admin/orders?status=disputed" title={`${hidden} more disputes`}>
          Stripe waits for an answer to each.
        </Task>
      )}
      {withheld > 0 && (
        <Task
          href="/admin/orders?status=withheld"
          title={withheld === 1 ? "1 order is withheld" : `${withheld} orders are withheld`}
        >
          Paid, but not as it was asked for: look, then release or refund it.
        </Task>
      )}
      {undelivered.count > 0 && (
        <Task
          href="/admin/undelivered"
          title={
            undelivered.count === 1
              ? "1 buyer was not reached"
              : `${undelivered.isMore ? "More than " : ""}${undelivered.count} buyers were not reached`
          }
        >
          They paid, the receipt did not arrive, and nothing was opened.
        </Task>
      )}
      {failingEvents > 0 && (
        <Task
          href="/admin/events?state=failing"
          title={failingEvents === 1 ? "1 event failed" : `${failingEvents} events failed`}
        >
          What Stripe told could not be applied; it is tried again by itself.
        </Task>
      )}
    </ul>
  )
}

function Dispute({ dispute }: { dispute: OpenDispute }) {
  const { stripeDisputeId, orderId, customerId, dueAt } = dispute
  const money = formatMoney(dispute, env().SHOP_LOCALE)
  const place = orderId
    ? `/admin/orders/${orderId}`
    : customerId
      ? `/admin/customers/${customerId}`
      : "/admin/orders?status=disputed"
  return (
    <Task
      href={place}
      title={`A payment of ${money} is disputed`}
      id={`dispute-${stripeDisputeId}`}
    >
      {dueAt ? (
        <>
          Answer by <Day at={dueAt} />
        </>
      ) : (
        "Answer"
      )}{" "}
      <OutwardLink href={dashboardUrl("disputes", stripeDisputeId)} className="link">
        at Stripe
      </OutwardLink>
      .
    </Task>
  )
}

type TaskProps = { href: string; title: string; id?: string; children: ReactNode }

function Task({ href, title, id, children }: TaskProps) {
  return (
    <li className="grid gap-x-6 py-2 sm:grid-cols-2 sm:items-center" data-testid={id}>
      <PageLink href={href as Route} className="link min-h-11 content-center font-medium">
        {title}
      </PageLink>
      <p className="text-sm text-quiet">{children}</p>
    </li>
  )
}
