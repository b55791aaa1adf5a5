import type { Metadata } from "next"
import type { ReactNode } from "react"
import { notFoundPage } from "@/app/not-found-page"
import type { Role } from "@/lib/administrators/rules"
import { currentCustomer } from "@/lib/auth/current-customer"

/** Who runs the shop, or helps those who do. */
export type Administrator = { email: string; role: Role }

/** Who is signed in and may be here, or null. */
export async function findAdministrator(): Promise<Administrator | null> {
  const customer = await currentCustomer()
  return customer?.role ? { email: customer.email, role: customer.role } : null
}

/**
 * Makes a page under /admin of what it shows: every such page is made by this, so that none is without
 * its guard. To anybody else there is no such page: 404, customers and strangers alike.
 */
export function adminPage<P>(show: (props: P, administrator: Administrator) => Promise<ReactNode>) {
  return async function AdminPage(props: P): Promise<ReactNode> {
    const administrator = await findAdministrator()
    return administrator ? show(props, administrator) : notFoundPage()
  }
}

/** The title of a page under /admin, for whoever may see it. */
export function adminMetadata(title: string) {
  return async (): Promise<Metadata> =>
    (await findAdministrator()) ? { title: `${title} · Admin`, robots: { index: false } } : {}
}
