import { env } from "@/lib/env"
import { signToken } from "@/lib/tokens"

/** The path of an order's private page. Whoever holds it holds the order. */
export function orderPath(checkoutId: string, linkVersion: number): `/orders/${string}` {
  return `/orders/${signToken("order", checkoutId, linkVersion)}`
}

/** The address of an order's private page, for mails. */
export function orderUrl(checkoutId: string, linkVersion: number): string {
  return env().PUBLIC_URL + orderPath(checkoutId, linkVersion)
}

/** The path of one of an order's invoices or credit notes, a PDF, under the order's own key. */
export function paperPath(
  checkoutId: string,
  linkVersion: number,
  number: number,
): `/api/orders/${string}` {
  return `/api${orderPath(checkoutId, linkVersion)}/papers/${number}`
}
