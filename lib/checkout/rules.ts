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
