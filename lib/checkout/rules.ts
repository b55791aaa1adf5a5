import { readSignedText, signText } from "@/lib/tokens"

/** The cookie by which a browser is known to have begun these orders: HttpOnly, SameSite=Lax, signed. */
export const BROWSER_ORDERS_COOKIE = "kiosk_orders"
/** Seconds. */
export const BROWSER_ORDERS_MAX_AGE = 400 * 24 * 60 * 60
const MOST = 40

/** The ids of the checkouts in a cookie's value, newest first; none when it was not signed here. */
export function readBrowserOrders(cookie: string | undefined): string[] {
  const text = cookie ? readSignedText("browser-orders", cookie) : null
  return text ? text.split("_").filter((id) => /^[0-9a-f-]{36}$/.test(id)) : []
}

/** The cookie's value with one more checkout in front; the oldest fall off. */
export function addBrowserOrder(cookie: string | undefined, checkoutId: string): string {
  const others = readBrowserOrders(cookie).filter((id) => id !== checkoutId)
  return signText("browser-orders", [checkoutId, ...others].slice(0, MOST).join("_"))
}

export type CheckoutStatus = "open" | "processing" | "paid" | "expired" | "failed" | "withheld"

/** What Stripe's session says of an order, as far as its state goes. */
export type SessionState = {
  status: "open" | "complete" | "expired"
  paymentStatus: "paid" | "unpaid" | "no_payment_required"
  paymentFailed: boolean
}

/**
 * The state that an order moves to. It only ever moves on: what is paid or withheld stays so, and a
 * payment that arrives after all beats a failure, an expiry, and a wait. So events may come twice,
 * late and in any order. Access rests on `payment_status`, never on the event's name
 * (https://docs.stripe.com/checkout/fulfillment).
 */
export function nextStatus(current: CheckoutStatus, session: SessionState): CheckoutStatus {
  if (current === "paid" || current === "withheld") return current
  if (session.paymentStatus !== "unpaid" && session.status === "complete") return "paid"
  if (current === "failed" || current === "expired") return current
  if (session.status === "expired") return "expired"
  if (session.status === "open") return current
  return session.paymentFailed ? "failed" : "processing"
}

type Asked = { currency: string; amountSubtotal: number }
type Charged = Asked & { email: string | null }

/** Why a paid session does not fit the order that it pays, in words for the shop's owner; null: it fits. */
export function mismatchOf(asked: Asked, charged: Charged): string | null {
  if (charged.currency !== asked.currency)
    return `charged in ${charged.currency.toUpperCase()} instead of ${asked.currency.toUpperCase()}`
  if (charged.amountSubtotal !== asked.amountSubtotal)
    return `charged ${charged.amountSubtotal} instead of ${asked.amountSubtotal} (minor units)`
  if (!charged.email) return "paid without an email address"
  return null
}

/**
 * An order's tax and total spread over its lines by their subtotals, to the last minor unit: the
 * parts add up to the whole.
 */
export function settleLines(
  subtotals: number[],
  totals: { amountTax: number; amountTotal: number },
): { amountTax: number; amountTotal: number }[] {
  const tax = spread(totals.amountTax, subtotals)
  const total = spread(totals.amountTotal, subtotals)
  return subtotals.map((_, at) => ({ amountTax: tax[at] ?? 0, amountTotal: total[at] ?? 0 }))
}

function spread(whole: number, weights: number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  let weightSoFar = 0
  let given = 0
  return weights.map((weight) => {
    weightSoFar += weight
    const upTo = sum === 0 ? 0 : Math.round((whole * weightSoFar) / sum)
    const part = upTo - given
    given = upTo
    return part
  })
}
