import type { Route } from "next"
import { redirect } from "next/navigation"
import { currentCustomer } from "@/lib/auth/current-customer"
import type { SignedIn } from "@/lib/auth/store"

/**
 * The guard of every page and action for customers: who is signed in. Anybody else is sent to sign
 * in, and comes back to `path` after it.
 * @param path a path of the shop, with its query
 */
export async function requireCustomer(path: `/${string}`): Promise<SignedIn> {
  const customer = await currentCustomer()
  if (!customer) redirect(`/sign-in?${new URLSearchParams({ callbackUrl: path })}` as Route)
  return customer
}
