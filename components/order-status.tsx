import { AskAgain } from "@/components/ask-again"
import { SupportLink } from "@/components/support-link"
import { Notice } from "@/components/ui/notice"
import type { Order } from "@/lib/delivery/rules"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"

/** What there is to say of a whole order: that it waits, failed, or was given back. */
export function OrderStatus({ order }: { order: Order }) {
  const notice = noticeOf(order)
  if (!notice) return null
  const isWaiting = order.status === "open" || order.status === "processing"
  return (
    <div className="mt-8">
      {isWaiting && <AskAgain seconds={4} />}
      <Notice title={notice.title} tone={notice.isAlert ? "alert" : "plain"}>
        <p>{notice.text}</p>
        <p>
          Questions? Write to <SupportLink />.
        </p>
      </Notice>
    </div>
  )
}

type Words = { title: string; text: string; isAlert?: boolean }

function noticeOf(order: Order): Words | null {
  switch (order.status) {
    case "open":
    case "processing":
      return {
        title: "Your payment is being processed",
        text: "The files appear here as soon as it is confirmed, and we send you a mail.",
      }
    case "withheld":
      return {
        title: "We are looking at your payment",
        text: "Something about it does not fit the order. A person has been told to look, and will write to you. You need not pay again.",
        isAlert: true,
      }
    case "failed":
      return {
        title: "The payment did not arrive",
        text: "Your bank or payment service did not complete it. You have not been charged.",
        isAlert: true,
      }
    case "expired":
      return {
        title: "This order has lapsed",
        text: "It was not paid in time. You have not been charged.",
      }
    case "paid":
      return refundOf(order)
  }
}

function refundOf({ amountRefunded, amountTotal, currency }: Order): Words | null {
  if (amountRefunded === 0) return null
  const amount = formatMoney({ amount: amountRefunded, currency }, env().SHOP_LOCALE)
  const isWhole = amountRefunded >= amountTotal
  return {
    title: isWhole ? "This order was refunded" : "Part of this order was refunded",
    text: `${amount} went back to the card or account that you paid with.`,
  }
}
