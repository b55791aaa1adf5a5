"use client"

import type { Route } from "next"
import { usePathname } from "next/navigation"
import { Badge } from "@/components/ui/badge"
import { PageLink } from "@/components/ui/page-link"

const places: { href: Route; title: string }[] = [
  { href: "/admin", title: "Overview" },
  { href: "/admin/orders", title: "Orders" },
  { href: "/admin/customers", title: "Customers" },
  { href: "/admin/mails", title: "Mails" },
  { href: "/admin/events", title: "Events" },
  { href: "/admin/audit", title: "Audit log" },
]

/** The pages of the administration, and what whoever looks may do there. */
export function AdminNav({ role }: { role: "administrator" | "support" }) {
  const path = usePathname()
  return (
    <nav aria-label="Administration" className="mb-8 border-b border-line pb-2 print:hidden">
      <ul className="flex flex-wrap items-center gap-x-6">
        {places.map(({ href, title }) => (
          <li key={href}>
            <PageLink
              href={href}
              aria-current={isCurrent(path, href) ? "page" : undefined}
              className="inline-flex min-h-11 items-center underline-offset-4 hover:underline aria-[current=page]:font-semibold"
            >
              {title}
            </PageLink>
          </li>
        ))}
        {role === "support" && (
          <li>
            <Badge>Support: sees, changes nothing</Badge>
          </li>
        )}
      </ul>
    </nav>
  )
}

function isCurrent(path: string, href: string): boolean {
  return path === href || (href !== "/admin" && path.startsWith(`${href}/`))
}
