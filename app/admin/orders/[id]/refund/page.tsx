import type { Route } from "next"
import { z } from "zod"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { refund } from "@/app/admin/refunds/actions"
import { readRefundFields } from "@/app/admin/refunds/read-fields"
import { notFoundPage } from "@/app/not-found-page"
import { RefundSteps } from "@/components/admin/refund-steps"
import { PageLink } from "@/components/ui/page-link"
import { findPayment, findWaitingRequest } from "@/lib/refunds/store/payments"
import { newId } from "@/lib/tokens"

export const generateMetadata = adminMetadata("Refund")

/** Gives an order's money back, in two steps. */
export default adminPage<PageProps<"/admin/orders/[id]/refund">>(
  async ({ params, searchParams }) => {
    const { id } = await params
    const paidFor = { checkoutId: id }
    const payment = z.uuid().safeParse(id).success ? await findPayment(paidFor) : null
    if (!payment) return notFoundPage()
    const back = `/admin/orders/${id}`
    return (
      <>
        <h1 className="text-3xl font-semibold">Refund an order</h1>
        <p className="mt-3 text-quiet wrap-anywhere">
          <PageLink href={back as Route} className="link">
            {payment.lines.map(({ title }) => title).join(", ")}
          </PageLink>
          {payment.email && `, bought by ${payment.email}`}
        </p>
        <RefundSteps
          payment={payment}
          waiting={await findWaitingRequest(paidFor)}
          asked={readRefundFields(await searchParams)}
          attempt={newId()}
          path={`${back}/refund`}
          back={back}
          action={refund}
        />
      </>
    )
  },
)
