import { type Place, PlaceLinks } from "@/components/place-links"
import { Badge } from "@/components/ui/badge"

const places: [Place, ...Place[]] = [
  { href: "/admin", title: "Overview" },
  { href: "/admin/products", title: "Products" },
  { href: "/admin/plans", title: "Plans" },
  { href: "/admin/figures", title: "Figures" },
  { href: "/admin/orders", title: "Orders" },
  { href: "/admin/customers", title: "Customers" },
  { href: "/admin/mails", title: "Mails" },
  { href: "/admin/undelivered", title: "Not opened" },
  { href: "/admin/events", title: "Events" },
  { href: "/admin/audit", title: "Audit log" },
  { href: "/admin/team", title: "Team" },
  { href: "/admin/health", title: "Health" },
  { href: "/admin/operations", title: "Operations" },
]

type Props = {
  role: "administrator" | "support"
  /** No step to a shop that sells is open any more. */
  isSetUp: boolean
}

/** The pages of the administration, and what whoever looks may do there. */
export function AdminNav({ role, isSetUp }: Props) {
  return (
    <nav aria-label="Administration" className="mb-8 border-b border-line pb-2 print:hidden">
      <ul className="flex flex-wrap items-center gap-x-4.5">
        <PlaceLinks
          places={isSetUp ? places : [...places, { href: "/admin/setup", title: "First steps" }]}
        />
        {role === "support" && (
          <li>
            <Badge>Support: sees, changes nothing</Badge>
          </li>
        )}
      </ul>
    </nav>
  )
}
