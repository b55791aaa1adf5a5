import type { ReactNode } from "react"
import { findAdministrator } from "@/app/admin/guard"
import { AdminNav } from "@/components/admin/admin-nav"
import { hasOpenSteps } from "@/lib/setup/list-checks"

/** What stands above each page of the administration. No guard: every page has its own. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const administrator = await findAdministrator()
  if (!administrator) return children
  return (
    <>
      <AdminNav role={administrator.role} isSetUp={!(await hasOpenSteps())} />
      {children}
    </>
  )
}
