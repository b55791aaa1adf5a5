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

/** Gives the money of a subscription's invoice back, in two steps: its period closes, and no other. */
export default adminPage<PageProps<"/admin/invoices/[id]/refund">>(
  async ({ params, searchParams }) => {
    const { id } = await params
    const paidFor = { invoiceId: id }
    const payment = z.uuid().safeParse(id).success ? await findPayment(paidFor) : null
    if (!payment?.customerId) return notFoundPage()
    const back = `/admin/customers/${payment.customerId}`
    return (
      <>
        <h1 className="text-3xl font-semibold">Refund an invoice</h1>
        <p className="mt-3 text-quiet wrap-anywhere">
          Of a subscription of{" "}
          <PageLink href={back as Route} className="link">
            {payment.email ?? "a customer"}
          </PageLink>
          . A refund ends no subscription: that is done on the customer’s page.
        </p>
        <RefundSteps
          payment={payment}
          waiting={await findWaitingRequest(paidFor)}
          asked={readRefundFields(await searchParams)}
          attempt={newId()}
          path={`/admin/invoices/${id}/refund`}
          back={back}
          action={refund}
        />
      </>
    )
  },
)
