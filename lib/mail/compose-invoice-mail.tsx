import { env } from "@/lib/env"
import { isUnpaid } from "@/lib/mail/rules/still-true"
import { getMailInvoice } from "@/lib/mail/store/invoices"
import { hasMail, type MailKind } from "@/lib/mail/store/mails"
import { findMailSubscription, type MailSubscription } from "@/lib/mail/store/subscriptions"
import { ActionRequired } from "@/lib/mail/templates/action-required"
import { InvoicePaid } from "@/lib/mail/templates/invoice-paid"
import type { Composed, Shop } from "@/lib/mail/templates/layout"
import { PaymentRetry } from "@/lib/mail/templates/payment-retry"
import { webAddress } from "@/lib/web-address"

type About = {
  kind: Extract<MailKind, "invoice_paid" | "payment_retry" | "action_required">
  /** The invoice's id; of a failed try with its number behind it, of a repeated receipt with a request's. */
  subject: string
}

/**
 * The letter about an invoice as it stands at `now`: its receipt, or what a try to charge it came to. Null
 * when it was paid meanwhile, when a later try has a letter of its own, or when its subscription is over.
 */
export async function composeInvoiceMail(
  { kind, subject }: About,
  shop: Shop,
  now: Date,
): Promise<Composed | null> {
  const [id = "", attempt = ""] = subject.split("/")
  const invoice = await getMailInvoice(id)
  const { stripeSubscriptionId, currency } = invoice
  const subscription = stripeSubscriptionId
    ? await findMailSubscription(stripeSubscriptionId)
    : null
  const title = subscription?.title ?? "your subscription"
  const voice = { locale: shop.locale, timeZone: env().SHOP_TIME_ZONE }
  if (kind === "invoice_paid")
    return {
      subject: `Your receipt from ${shop.name}: ${title}`,
      body: <InvoicePaid {...{ shop, voice, invoice, subscription }} />,
    }
  const told = subscription && {
    ...subscription,
    isRefused: subscription.cancelledBecause !== null,
  }
  if (!isUnpaid(invoice, Number(attempt), told)) return null
  const due = { amount: invoice.amountDue, currency }
  const accessUntil = accessUntilOf(subscription)
  const props = { shop, voice, title, due, payUrl: webAddress(invoice.hostedUrl) }
  if (kind === "action_required")
    return {
      subject: `Please confirm your payment to ${shop.name}`,
      body: <ActionRequired {...props} accessUntil={accessUntil} now={now} />,
    }
  // One that the bank wants to have confirmed is told by the letter that says so.
  if (await hasMail("action_required", subject)) return null
  const retry = { nextAttemptAt: invoice.nextAttemptAt, accessUntil, now }
  return {
    subject: `Your payment to ${shop.name} failed`,
    body: <PaymentRetry {...props} retry={retry} />,
  }
}

function accessUntilOf(subscription: MailSubscription | null): Date | null {
  const access = subscription?.access
  return access && !access.revokedReason ? access.endsAt : null
}
