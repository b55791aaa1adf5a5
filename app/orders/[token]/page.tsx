import type { Metadata } from "next"
import { notFoundPage } from "@/app/not-found-page"
import { makeInvoice, withdraw } from "@/app/orders/[token]/actions"
import { Day } from "@/components/day"
import { Invoicing } from "@/components/invoicing"
import { OrderLineCard } from "@/components/order-line-card"
import { OrderStatus } from "@/components/order-status"
import { OrderTotals } from "@/components/order-totals"
import { SupportLink } from "@/components/support-link"
import { Withdrawal } from "@/components/withdrawal"
import { now } from "@/lib/clock"
import { chooseFilm } from "@/lib/delivery/choose-film"
import { findOrder } from "@/lib/delivery/find-order"
import type { OrderLine } from "@/lib/delivery/rules"
import { type Film, streamFilm } from "@/lib/delivery/stream-film"
import { findInvoicing } from "@/lib/papers/find-invoicing"
import { findWithdrawalFacts } from "@/lib/refunds/store/withdrawals"
import { withdrawalFor } from "@/lib/refunds/withdrawal-rules"

export const metadata: Metadata = {
  title: "Your order",
  robots: { index: false, follow: false },
  referrer: "no-referrer",
}

/** The private page of one order. Whoever holds its address holds the order. */
export default async function OrderPage({ params }: PageProps<"/orders/[token]">) {
  const order = await findOrder((await params).token)
  if (!order) return notFoundPage()
  const [facts, invoicing] = await Promise.all([
    findWithdrawalFacts(order.id),
    findInvoicing(order.id),
  ])
  return (
    <div className="mx-auto max-w-3xl pt-4 sm:pt-8">
      <h1 className="text-3xl font-semibold sm:text-4xl">Your order</h1>
      <p className="mt-3 text-quiet">
        Of <Day at={order.paidAt ?? order.createdAt} />
        {order.email && (
          <>
            , for <span className="wrap-anywhere">{order.email}</span>
          </>
        )}
      </p>
      <OrderStatus order={order} />
      {order.lines.length > 0 && (
        <ul className="mt-10 divide-y divide-line border-y border-line">
          {order.lines.map((line) => (
            <OrderLineCard
              key={line.purchaseId}
              line={line}
              token={order.token}
              currency={order.currency}
              film={filmOf(line)}
            />
          ))}
        </ul>
      )}
      <OrderTotals order={order} />
      <Invoicing token={order.token} facts={invoicing} action={makeInvoice} />
      {facts && (
        <Withdrawal
          token={order.token}
          answer={withdrawalFor(facts, now())}
          consent={facts.consent}
          consentAt={facts.consentAt}
          withdrawnAt={facts.withdrawnAt}
          action={withdraw}
        />
      )}
      <div className="mt-10 max-w-prose space-y-2 text-sm text-quiet">
        <p>
          Keep the address of this page: it is the key to your files. Whoever has it can open them.
        </p>
        <p>
          Questions, or a file that doesn’t open? Write to <SupportLink />.
        </p>
      </div>
    </div>
  )
}

function filmOf({ kind, state, entitlementId, files }: OrderLine): Film | null {
  const isOpen = state === "open" || state === "limit-reached"
  if (kind !== "video" || !isOpen || !entitlementId) return null
  const latest = files.filter((file) => file.isLatest)
  const chosen = chooseFilm(latest.map((file) => ({ ...file, fileId: file.id })))
  return chosen && streamFilm(entitlementId, chosen)
}
