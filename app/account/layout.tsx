import type { ReactNode } from "react"
import { signOutHere } from "@/app/account/sessions/actions"
import { AccountNav } from "@/components/account-nav"
import { currentCustomer } from "@/lib/auth/current-customer"

/** What stands beside each page of the account. No guard: every page has its own. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const customer = await currentCustomer()
  if (!customer) return children
  return (
    <div className="pt-4 sm:pt-8 md:grid md:grid-cols-[11rem_minmax(0,1fr)] md:gap-x-12 print:block">
      <AccountNav signOut={signOutHere} hasAdmin={customer.role !== null} />
      <div className="max-w-3xl">{children}</div>
    </div>
  )
}
