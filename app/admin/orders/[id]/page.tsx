import type { Route } from "next"
import { z } from "zod"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import * as actions from "@/app/admin/orders/actions"
import { notFoundPage } from "@/app/not-found-page"
import { AuditList } from "@/components/admin/audit-list"
import { OrderDeeds } from "@/components/admin/order-deeds"
import { OrderFacts } from "@/components/admin/order-facts"
import { OrderLine } from "@/components/admin/order-line"
import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { PaperLinks } from "@/components/paper-links"
import { canChange } from "@/lib/administrators/rules"
import { listChanges } from "@/lib/audit/store"
import { listPapers } from "@/lib/papers/store"
import { findWholeOrder } from "@/lib/purchases/store/whole-order"

export const generateMetadata = adminMetadata("Order")

const words = {
  downloads: "The purchase has its downloads back.",
  link: "The old private link is void. Mail the receipt to give its buyer the new one.",
  receipt: "The receipt is on its way, with the private link of now.",
  copy: "The copy is being made. It is there in a moment.",
  refunded: "The money is on its way back. What was given back in full is closed.",
  revoked: "The purchase is closed, whatever Stripe tells.",
  restored: "The purchase is open again, unless a refund or a dispute closes it.",
  released: "The order is its buyer’s, and the receipt is on its way.",
  reassigned: "The order is at its new address. The old one has it no more.",
}
const lineSteps = {
  reset: actions.giveDownloadsBack,
  revoke: actions.revokePurchase,
  restore: actions.restorePurchase,
  remake: actions.makeCopyAgain,
}
const orderSteps = {
  mail: actions.mailReceipt,
  renew: actions.renewLink,
  release: actions.release,
  reassign: actions.reassign,
}

/** All that the shop knows of one order, and what can be done for its buyer. */
export default adminPage<PageProps<"/admin/orders/[id]">>(
  async ({ params, searchParams }, { role }) => {
    const { id } = await params
    if (!z.uuid().safeParse(id).success) return notFoundPage()
    const [order, papers, { changes }, { done, problem }] = await Promise.all([
      findWholeOrder(id),
      listPapers(id),
      listChanges({ subject: { kind: "order", id }, after: null, limit: 20 }),
      searchParams,
    ])
    if (!order) return notFoundPage()
    const mayChange = canChange(role)
    return (
      <>
        <OutcomeNotice done={done} problem={problem} words={words} />
        <h1 className="text-3xl font-semibold">Order</h1>
        <OrderFacts order={order} />
        <h2 className="mt-10 text-xl font-semibold">What was bought</h2>
        <ul className="mt-3 divide-y divide-line border-y border-line">
          {order.lines.map((line) => (
            <OrderLine
              key={line.id}
              order={order}
              line={line}
              steps={mayChange ? lineSteps : null}
            />
          ))}
        </ul>
        {papers.length > 0 && <h2 className="mt-10 text-xl font-semibold">Invoices</h2>}
        <PaperLinks papers={papers} path={(number) => `/api/admin/papers/${number}` as Route} />
        {mayChange && <OrderDeeds order={order} steps={orderSteps} />}
        <h2 className="mt-10 text-xl font-semibold">What administrators did</h2>
        <AuditList changes={changes} />
      </>
    )
  },
)
