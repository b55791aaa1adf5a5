import { render } from "@react-email/render"
import { now } from "@/lib/clock"
import { proofLinks } from "@/lib/customers/proof-links"
import { linkState } from "@/lib/customers/rules"
import { findProof } from "@/lib/customers/store/proofs"
import { env, supportEmail } from "@/lib/env"
import { composeGrantMail } from "@/lib/mail/compose-grant-mail"
import { composeInvoiceMail } from "@/lib/mail/compose-invoice-mail"
import { composeReleaseMail } from "@/lib/mail/compose-release-mail"
import { composeSubscriptionMail } from "@/lib/mail/compose-subscription-mail"
import type { MailToSend } from "@/lib/mail/store/mails"
import { getMailOrder, listMailOrders } from "@/lib/mail/store/orders"
import { Alert } from "@/lib/mail/templates/alert"
import { ChangeEmail } from "@/lib/mail/templates/change-email"
import { EmailChanged } from "@/lib/mail/templates/email-changed"
import { LapsedProof } from "@/lib/mail/templates/lapsed-proof"
import type { Composed, Shop } from "@/lib/mail/templates/layout"
import { Links } from "@/lib/mail/templates/links"
import { PaymentFailed } from "@/lib/mail/templates/payment-failed"
import { dateOf, Receipt } from "@/lib/mail/templates/receipt"
import { SignIn } from "@/lib/mail/templates/sign-in"
import { Withdrawal } from "@/lib/mail/templates/withdrawal"
import { orderUrl } from "@/lib/purchases/order-url"
import type { Letter } from "@/lib/resend/letter"

const MOST_LINKS = 50

/** By this tag the vendor's events say which mail they are about. */
export const MAIL_TAG = "mail"

/** The letter of a mail, as text and HTML, from the database as it is now; null: its cause has passed. */
export async function renderMail(mail: MailToSend): Promise<Letter | null> {
  const composed = await compose(mail)
  if (!composed) return null
  const { subject, body, headers } = composed
  const [html, text] = await Promise.all([render(body), render(body, { plainText: true })])
  return {
    to: mail.recipient,
    subject,
    html,
    text,
    replyTo: supportEmail(),
    ...(headers ? { headers } : {}),
    tags: [{ name: MAIL_TAG, value: mail.id }],
  }
}

async function compose(mail: MailToSend): Promise<Composed | null> {
  const shop = theShop()
  const timeZone = env().SHOP_TIME_ZONE
  switch (mail.kind) {
    case "receipt": {
      // A receipt that was asked for again has its request's id behind the order's.
      const order = await getMailOrder(mail.subject.split("/", 1)[0] ?? "")
      const url = orderUrl(order.id, order.linkVersion)
      const titles = order.lines.map((line) => line.productTitle).join(", ")
      return {
        subject: `Your order from ${shop.name}: ${titles}`,
        body: <Receipt shop={shop} order={order} orderUrl={url} timeZone={timeZone} />,
      }
    }
    case "links": {
      const orders = await listMailOrders(mail.recipient, MOST_LINKS)
      const linked = orders.map((order) => ({
        order,
        orderUrl: orderUrl(order.id, order.linkVersion),
      }))
      return {
        subject: `Your private links from ${shop.name}`,
        body: <Links shop={shop} orders={linked} timeZone={timeZone} />,
      }
    }
    case "payment_failed": {
      const order = await getMailOrder(mail.subject)
      const slug = order.lines[0]?.edition.product.slug ?? ""
      return {
        subject: `Your payment to ${shop.name} did not arrive`,
        body: (
          <PaymentFailed shop={shop} order={order} productUrl={`${shop.url}/products/${slug}`} />
        ),
      }
    }
    case "withdrawal": {
      const order = await getMailOrder(mail.subject)
      const day = dateOf(mail.createdAt, shop.locale, timeZone)
      return {
        subject: `You withdrew from your order at ${shop.name}`,
        body: <Withdrawal shop={shop} order={order} day={day} />,
      }
    }
    case "alert": {
      const message = textIn(mail.payload, "message") ?? "Look at the log."
      const title = textIn(mail.payload, "title")
      return {
        subject: title ?? `${shop.name}: something needs you`,
        body: <Alert shop={shop} message={message} title={title} />,
      }
    }
    case "sign_in":
    case "change_email":
      return composeProof(mail, shop)
    case "email_changed": {
      const day = dateOf(mail.createdAt, shop.locale, timeZone)
      return {
        subject: `Your address at ${shop.name} was changed`,
        body: <EmailChanged shop={shop} day={day} />,
      }
    }
    case "invoice_paid":
    case "payment_retry":
    case "action_required":
      return composeInvoiceMail({ kind: mail.kind, subject: mail.subject }, shop, now())
    case "release":
      return composeReleaseMail(mail, shop)
    case "access_granted":
      return composeGrantMail(mail.subject, shop, now())
    default:
      return composeSubscriptionMail({ kind: mail.kind, subject: mail.subject }, shop, now())
  }
}

// The job carries the proof's id alone; link and code are made here. One that has lapsed while mail
// was down is not sent: the letter says so instead.
async function composeProof(mail: MailToSend, shop: Shop): Promise<Composed> {
  const proof = await findProof(mail.subject)
  const isLive = proof !== null && linkState(proof, now()) === "live"
  if (mail.kind === "change_email")
    return {
      subject: `Confirm your new address at ${shop.name}`,
      body: isLive ? (
        <ChangeEmail shop={shop} {...proofLinks(proof)} />
      ) : (
        <LapsedProof shop={shop} url={`${shop.url}/account/address`} />
      ),
    }
  return {
    subject: `Sign in to ${shop.name}`,
    body: isLive ? (
      <SignIn shop={shop} {...proofLinks(proof)} />
    ) : (
      <LapsedProof shop={shop} url={`${shop.url}/sign-in`} />
    ),
  }
}

function theShop(): Shop {
  const { SHOP_NAME, PUBLIC_URL, SHOP_LOCALE } = env()
  return { name: SHOP_NAME, url: PUBLIC_URL, supportEmail: supportEmail(), locale: SHOP_LOCALE }
}

function textIn(payload: MailToSend["payload"], name: string): string | undefined {
  const isObject = typeof payload === "object" && payload !== null && !Array.isArray(payload)
  const text = isObject ? payload[name] : null
  return typeof text === "string" ? text : undefined
}
