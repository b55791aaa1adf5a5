import { z } from "zod"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { giveDownloadsBack, mailReceipt, renewLink } from "@/app/admin/orders/actions"
import { notFoundPage } from "@/app/not-found-page"
import { AuditList } from "@/components/admin/audit-list"
import { OrderFacts } from "@/components/admin/order-facts"
import { OrderLine } from "@/components/admin/order-line"
import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import { canChange } from "@/lib/administrators/rules"
import { listChanges } from "@/lib/audit/store"
import { findWholeOrder } from "@/lib/purchases/store/whole-order"

export const generateMetadata = adminMetadata("Order")

const words = {
  downloads: "The purchase has its downloads back.",
  link: "The old private link is void. Mail the receipt to give its buyer the new one.",
  receipt: "The receipt is on its way, with the private link of now.",
}

/** All that the shop knows of one order, and what can be done for its buyer. */
export default adminPage<PageProps<"/admin/orders/[id]">>(
  async ({ params, searchParams }, { role }) => {
    const { id } = await params
    const [order, { changes }, { done, problem }] = await Promise.all([
      z.uuid().safeParse(id).success ? findWholeOrder(id) : null,
      listChanges({ subject: { kind: "order", id }, after: null, limit: 20 }),
      searchParams,
    ])
    if (!order) return notFoundPage()
    const [first] = order.lines.flatMap(({ purchase }) => purchase ?? [])
    const mayMail = canChange(role) && order.status === "paid" && order.customer?.email
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
              reset={canChange(role) ? giveDownloadsBack : null}
            />
          ))}
        </ul>
        {mayMail && first && (
          <div className="mt-6 flex flex-wrap gap-4">
            <form action={mailReceipt}>
              <input type="hidden" name="order" value={order.id} />
              <SubmitButton
                waiting="Mailing…"
                className={buttonClass("secondary")}
                data-testid="mail-receipt"
              >
                Mail the receipt again
              </SubmitButton>
            </form>
            <form action={renewLink}>
              <input type="hidden" name="order" value={order.id} />
              <input type="hidden" name="purchase" value={first.id} />
              <SubmitButton
                waiting="Changing…"
                className={buttonClass("secondary")}
                data-testid="renew-link"
              >
                Make the private link void
              </SubmitButton>
            </form>
          </div>
        )}
        <h2 className="mt-10 text-xl font-semibold">What administrators did</h2>
        <AuditList changes={changes} />
      </>
    )
  },
)
