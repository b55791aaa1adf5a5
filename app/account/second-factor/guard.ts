import type { Route } from "next"
import { notFound, redirect } from "next/navigation"
import { currentCustomer } from "@/lib/auth/current-customer"
import type { SignedIn } from "@/lib/auth/store"

const PATH = "/account/second-factor"

/**
 * The guard of what is done to an administrator's own second factor: 404 for anybody else; who has one that was not
 * shown in this browser shows it first.
 */
export async function requireOwnFactor(): Promise<SignedIn> {
  const customer = await currentCustomer()
  if (!customer?.role) notFound()
  if (customer.secondFactor === "code")
    redirect(`/sign-in/second-factor?${new URLSearchParams({ callbackUrl: PATH })}` as Route)
  return customer
}
