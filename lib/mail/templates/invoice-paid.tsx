import { Link, Text } from "@/lib/mail/elements"
import {
  sayDay,
  sayMoney,
  sayNextCharge,
  sayPeriod,
  type Voice,
} from "@/lib/mail/rules/subscription-words"
import type { MailInvoice } from "@/lib/mail/store/invoices"
import type { MailSubscription } from "@/lib/mail/store/subscriptions"
import { InvoiceTable } from "@/lib/mail/templates/invoice-table"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"
import { AccountButton } from "@/lib/mail/templates/subscription-links"
import { refunded } from "@/lib/purchases/rules"
import { webAddress } from "@/lib/web-address"

type Props = {
  shop: Shop
  voice: Voice
  invoice: MailInvoice
  /** Null: the shop does not know it yet. */
  subscription: MailSubscription | null
}

/** The receipt of one paid invoice. Sent once for each. */
export function InvoicePaid({ shop, voice, invoice, subscription }: Props) {
  const { amountPaid, currency, createdAt, paidAt, number, id } = invoice
  const amount = sayMoney({ amount: amountPaid, currency }, voice)
  const title = subscription?.title ?? "your subscription"
  const back = refunded(invoice.refunds)
  return (
    <Layout shop={shop} title={titleOf(invoice, title)} preview={`You paid ${amount} for ${title}`}>
      <Text style={styles.text}>
        You paid {amount} for {title} on {sayDay(paidAt ?? createdAt, voice)}.{" "}
        {back > 0 && `We have given back ${sayMoney({ amount: back, currency }, voice)}. `}
        {periodOf(invoice, subscription, voice)} {subscription && nextOf(subscription, voice)}
      </Text>
      <InvoiceTable invoice={invoice} voice={voice} />
      <AccountButton shop={shop}>See your subscription</AccountButton>
      <Text style={styles.quiet}>
        {number ? `Invoice ${number}` : `Payment ${id}`}.
        <InvoiceLinks shop={shop} invoice={invoice} />
      </Text>
    </Layout>
  )
}

function InvoiceLinks({ shop, invoice }: Pick<Props, "shop" | "invoice">) {
  const [hosted, pdf] = [webAddress(invoice.hostedUrl), webAddress(invoice.pdfUrl)]
  return (
    <>
      {" "}
      <Link href={`${shop.url}/account/payments/${invoice.id}`}>Receipt in your account</Link>
      {hosted && (
        <>
          , <Link href={hosted}>invoice</Link>
        </>
      )}
      {pdf && (
        <>
          , <Link href={pdf}>invoice as PDF</Link>
        </>
      )}
    </>
  )
}

function titleOf({ billingReason }: MailInvoice, title: string): string {
  if (billingReason === "subscription_create") return `Welcome to ${title}`
  return billingReason === "subscription_update" ? "Your plan was changed" : "Thank you"
}

function periodOf(
  { periodStartsAt, periodEndsAt }: MailInvoice,
  subscription: MailSubscription | null,
  voice: Voice,
): string {
  if (!periodStartsAt || !periodEndsAt) return ""
  if (periodEndsAt > periodStartsAt)
    return `That pays for ${sayPeriod(periodStartsAt, periodEndsAt, voice)}.`
  return subscription?.isRecurring === false ? "That pays for it for good." : ""
}

function nextOf(subscription: MailSubscription, voice: Voice): string {
  const { isRecurring, cancelAt, nextCharge, status } = subscription
  if (!isRecurring) return "It does not renew."
  if (status === "canceled") return "It has ended, and you are not charged any more."
  if (nextCharge) return sayNextCharge(nextCharge, voice)
  return cancelAt ? `It ends on ${sayDay(cancelAt, voice)}, and does not renew.` : ""
}
