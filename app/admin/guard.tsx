import type { Metadata, Route } from "next"
import { headers } from "next/headers"
import { redirect } from "next/navigation"
import type { ReactNode } from "react"
import { notFoundPage } from "@/app/not-found-page"
import type { Role } from "@/lib/administrators/rules"
import { currentCustomer } from "@/lib/auth/current-customer"

/** Who runs the shop, or helps those who do. */
export type Administrator = { email: string; role: Role }

/**
 * Who is signed in and may be here, or null: also for who has a role and has not shown the second factor that
 * is asked of them.
 */
export async function findAdministrator(): Promise<Administrator | null> {
  const customer = await currentCustomer()
  if (!customer?.role || customer.secondFactor !== "none") return null
  return { email: customer.email, role: customer.role }
}

/**
 * Leads who has a role to where they show their second factor, or get one, and back to this page after it.
 * Does nothing for anybody else.
 */
export async function askForSecondFactor(): Promise<void> {
  const customer = await currentCustomer()
  if (!customer?.role || customer.secondFactor === "none") return
  if (customer.secondFactor === "setup") redirect("/account/second-factor")
  const callbackUrl = (await headers()).get("x-path") ?? "/admin"
  redirect(`/sign-in/second-factor?${new URLSearchParams({ callbackUrl })}` as Route)
}

/**
 * Makes a page under /admin of what it shows: every such page is made by this, so that none is without
 * its guard. To anybody else there is no such page: 404, customers and strangers alike.
 */
export function adminPage<P>(show: (props: P, administrator: Administrator) => Promise<ReactNode>) {
  return async function AdminPage(props: P): Promise<ReactNode> {
    const administrator = await findAdministrator()
    if (administrator) return show(props, administrator)
    await askForSecondFactor()
    return notFoundPage()
  }
}

/** The title of a page under /admin, for whoever may see it. */
export function adminMetadata(title: string) {
  return async (): Promise<Metadata> =>
    (await findAdministrator()) ? { title: `${title} · Admin`, robots: { index: false } } : {}
}
