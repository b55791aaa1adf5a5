import type { Route } from "next"
import { PageLink } from "@/components/ui/page-link"

const places: { href: Route; title: string }[] = [
  { href: "/account", title: "Overview" },
  { href: "/account/payments", title: "Payments" },
  { href: "/account/cards", title: "Cards" },
  { href: "/account/sessions", title: "Sessions" },
  { href: "/account/address", title: "Address" },
  { href: "/account/privacy", title: "Your data" },
]

/** The pages of the account: a row on a narrow screen, a column on a wide one. */
export function AccountNav() {
  return (
    <nav aria-label="Account" className="mb-8 border-b border-line pb-2 md:border-0 print:hidden">
      <ul className="flex flex-wrap gap-x-6 md:flex-col">
        {places.map(({ href, title }) => (
          <li key={href}>
            <PageLink
              href={href}
              className="inline-flex min-h-11 items-center underline-offset-4 hover:underline"
            >
              {title}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
