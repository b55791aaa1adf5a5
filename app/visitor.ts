import { cookies, headers } from "next/headers"
import { currentCustomer } from "@/lib/auth/current-customer"
import {
  addBrowserOrder,
  BROWSER_ORDERS_COOKIE,
  BROWSER_ORDERS_MAX_AGE,
  readBrowserOrders,
} from "@/lib/checkout/rules"
import { clientAddress, networkOf } from "@/lib/client-address"
import type { Visitor } from "@/lib/entitlements/store/access"
import { env, shopOrigin } from "@/lib/env"
import { type Campaign, campaignOf } from "@/lib/shop/campaign-rules"

const CURRENCY_COOKIE = "kiosk_currency"

/** Who is looking: the customer who is signed in, and this browser's own orders. */
export async function currentVisitor(): Promise<Visitor> {
  const cookie = (await cookies()).get(BROWSER_ORDERS_COOKIE)?.value
  const customer = await currentCustomer()
  return { customerId: customer?.customerId ?? null, checkoutIds: readBrowserOrders(cookie) }
}

/** Lets this browser recognise an order as its own. Only in actions and route handlers. */
export async function rememberOrder(checkoutId: string): Promise<void> {
  const jar = await cookies()
  const others = jar.get(BROWSER_ORDERS_COOKIE)?.value
  jar.set(BROWSER_ORDERS_COOKIE, addBrowserOrder(others, checkoutId), cookieOptions())
}

/** Keeps the chosen currency; the empty one is the shop's own choice again. */
export async function rememberCurrency(currency: string): Promise<void> {
  const jar = await cookies()
  if (currency === "") jar.delete(CURRENCY_COOKIE)
  else jar.set(CURRENCY_COOKIE, currency, cookieOptions())
}

function cookieOptions() {
  return {
    httpOnly: true,
    sameSite: "lax",
    secure: env().PUBLIC_URL.startsWith("https:"),
    path: "/",
    maxAge: BROWSER_ORDERS_MAX_AGE,
  } as const
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

/** The shop's origin as this browser knows it. */
export async function currentOrigin(): Promise<string> {
  return shopOrigin((await headers()).get("host"))
}

/** What led here, as the address of the page says whose form was sent. Nothing is kept in the browser for it. */
export async function currentCampaign(): Promise<Campaign> {
  return campaignOf((await headers()).get("referer"))
}
