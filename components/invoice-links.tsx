import { OutwardLink } from "@/components/ui/outward-link"
import { webAddress } from "@/lib/web-address"

type Props = {
  invoice: { status: string; hostedUrl: string | null; pdfUrl: string | null }
}

/** Stripe's page of an invoice and its PDF, where Stripe has given them; an unpaid one is paid there. */
export function InvoiceLinks({ invoice }: Props) {
  const [hosted, pdf] = [webAddress(invoice.hostedUrl), webAddress(invoice.pdfUrl)]
  const isPaid = invoice.status === "paid"
  const look = "link inline-flex min-h-11 items-center"
  return (
    <>
      {hosted && (
        <OutwardLink href={hosted} className={look}>
          {isPaid ? "Invoice" : "Pay now"}
        </OutwardLink>
      )}
      {pdf && isPaid && (
        <OutwardLink href={pdf} className={look}>
          Invoice as PDF
        </OutwardLink>
      )}
    </>
  )
}
