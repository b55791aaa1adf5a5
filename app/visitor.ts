import { cookies, headers } from "next/headers"
import { BROWSER_ORDERS_COOKIE, readBrowserOrders } from "@/lib/checkout/rules"
import { clientAddress, networkOf } from "@/lib/client-address"
import type { Visitor } from "@/lib/entitlements/store"

export const CURRENCY_COOKIE = "kiosk_currency"

/** Who is looking: known by nothing but this browser's own orders. */
export async function currentVisitor(): Promise<Visitor> {
  const cookie = (await cookies()).get(BROWSER_ORDERS_COOKIE)?.value
  return { customerId: null, checkoutIds: readBrowserOrders(cookie) }
}

/** The currency that this browser chose (ISO 4217, lower case); null: none. */
export async function chosenCurrency(): Promise<string | null> {
  const value = (await cookies()).get(CURRENCY_COOKIE)?.value
  return value && /^[a-z]{3}$/.test(value) ? value : null
}

/** Where this request comes from, coarsely, for rate limits. */
export async function currentNetwork(): Promise<string> {
  const address = clientAddress(await headers())
  return address ? networkOf(address) : "unknown"
}
