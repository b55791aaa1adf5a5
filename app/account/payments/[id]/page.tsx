import type { Metadata, Route } from "next"
import { sendReceipt } from "@/app/account/payments/actions"
import { notFoundPage } from "@/app/not-found-page"
import { InvoiceLinks } from "@/components/invoice-links"
import { PaperLinks } from "@/components/paper-links"
import { Receipt } from "@/components/receipt"
import { ReceiptMailForm } from "@/components/receipt-mail-form"
import { PageLink } from "@/components/ui/page-link"
import { findPayment } from "@/lib/account/store/payments"
import { requireCustomer } from "@/lib/auth/require-customer"
import { orderPath, paperPath } from "@/lib/purchases/order-url"

export const metadata: Metadata = { title: "Receipt", robots: { index: false } }

/** The receipt of one paid order, or invoice, to read and to print. Another's is as unknown as none. */
export default async function ReceiptPage({ params }: PageProps<"/account/payments/[id]">) {
  const { id } = await params
  const customer = await requireCustomer(`/account/payments/${encodeURIComponent(id)}`)
  const payment = await findPayment(customer.customerId, id)
  if (payment?.status !== "paid") return notFoundPage()
  return (
    <>
      <h1 className="text-3xl font-semibold">Receipt</h1>
      <p className="mt-2 text-sm text-quiet wrap-anywhere">
        {payment.kind === "order"
          ? `Order ${payment.id}`
          : `Invoice ${payment.number ?? payment.id}`}
      </p>
      <Receipt payment={payment} buyer={customer} />
      <div className="mt-10 space-y-4 print:hidden">
        <ReceiptMailForm paymentId={payment.id} action={sendReceipt} />
        <p className="text-quiet">
          Your browser prints this page as a receipt, or saves it as a PDF.{" "}
          {payment.kind === "order" && (
            <>
              The files, and an invoice made out as you need it, are on the{" "}
              <PageLink href={orderPath(payment.id, payment.linkVersion)} className="link">
                order’s page
              </PageLink>
              .
            </>
          )}
        </p>
        {payment.kind === "order" && (
          <PaperLinks
            papers={payment.papers}
            path={(number) => paperPath(payment.id, payment.linkVersion, number) as Route}
          />
        )}
        {payment.kind === "invoice" && (
          <p className="flex flex-wrap gap-x-6">
            <InvoiceLinks invoice={payment} />
            <PageLink
              href="/account/subscription"
              className="link inline-flex min-h-11 items-center"
            >
              Your subscription
            </PageLink>
          </p>
        )}
      </div>
    </>
  )
}
