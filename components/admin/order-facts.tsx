import type { Route } from "next"
import type { ReactNode } from "react"
import { Moment } from "@/components/moment"
import { OutwardLink } from "@/components/ui/outward-link"
import { PageLink } from "@/components/ui/page-link"
import { dashboardUrl } from "@/lib/dashboard-url"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import type { WholeOrder } from "@/lib/purchases/store/whole-order"

const states: Record<WholeOrder["status"], string> = {
  open: "Not finished: Stripe's page may still be open",
  processing: "Confirmed; the money is on its way",
  paid: "Paid",
  expired: "Left unpaid",
  failed: "The payment failed",
  withheld: "Withheld: paid otherwise than asked",
}

/** Who bought, what was paid, and how it stands at Stripe. */
export function OrderFacts({ order }: { order: WholeOrder }) {
  const { currency } = order
  const { utmSource, utmMedium, utmCampaign, utmTerm, utmContent } = order
  const cameBy = [utmSource, utmMedium, utmCampaign, utmTerm, utmContent].filter(Boolean)
  const money = (amount: number) => formatMoney({ amount, currency }, env().SHOP_LOCALE)
  return (
    <dl className="mt-6 grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
      <Fact title="State">
        {states[order.status]}
        {order.withheldReason && `: ${order.withheldReason}`}
      </Fact>
      <Fact title="Buyer">
        <Buyer order={order} />
      </Fact>
      <Fact title="Total">
        {money(order.amountTotal)}
        {order.amountTax > 0 && `, of which tax ${money(order.amountTax)}`}
        {order.country && ` · ${order.country}`}
        {order.cardCountry && `, card of ${order.cardCountry}`}
      </Fact>
      <Fact title="Made">
        <Moment at={order.createdAt} />
      </Fact>
      {order.paidAt && (
        <Fact title="Paid">
          <Moment at={order.paidAt} />
        </Fact>
      )}
      {cameBy.length > 0 && <Fact title="Came by">{cameBy.join(" / ")}</Fact>}
      {order.deliveryConsent && order.deliveryConsentAt && (
        <Fact title="Agreed to immediate delivery">
          <Moment at={order.deliveryConsentAt} /> · version {order.deliveryConsent}
        </Fact>
      )}
      {order.withdrawnAt && (
        <Fact title="Withdrawn by the buyer">
          <Moment at={order.withdrawnAt} />
        </Fact>
      )}
      {order.stripePaymentIntentId && (
        <Fact title="At Stripe">
          <OutwardLink
            href={dashboardUrl("payments", order.stripePaymentIntentId)}
            className="link"
          >
            {order.stripePaymentIntentId}
          </OutwardLink>
        </Fact>
      )}
      {order.refunds.map((refund) => (
        <Fact key={refund.id} title={`Refund, ${refund.status}`}>
          {money(refund.amount)} · <Moment at={refund.createdAt} />
        </Fact>
      ))}
      {order.disputes.map((dispute) => (
        <Fact key={dispute.id} title={`Dispute, ${dispute.status.replaceAll("_", " ")}`}>
          {money(dispute.amount)} · {dispute.reason.replaceAll("_", " ")}
          {dispute.evidenceDueAt && dispute.status.endsWith("needs_response") && (
            <>
              {" "}
              · evidence until <Moment at={dispute.evidenceDueAt} />
            </>
          )}{" "}
          <OutwardLink href={dashboardUrl("disputes", dispute.stripeDisputeId)} className="link">
            Answer it at Stripe
          </OutwardLink>
        </Fact>
      ))}
    </dl>
  )
}

function Buyer({ order: { erasedAt, customer, email } }: { order: WholeOrder }) {
  if (erasedAt) return "Forgotten at their wish"
  if (!customer?.email) return email ?? "Not known yet"
  return (
    <PageLink href={`/admin/customers/${customer.id}` as Route} className="link">
      {customer.email}
    </PageLink>
  )
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-quiet">{title}</dt>
      <dd className="mt-0.5 wrap-anywhere">{children}</dd>
    </div>
  )
}
