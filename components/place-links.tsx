"use client"

import type { Route } from "next"
import { usePathname } from "next/navigation"
import { PageLink } from "@/components/ui/page-link"

export type Place = { href: Route; title: string }

/** The items of a list of places of which the first is above the others; the one that is open says so. */
export function PlaceLinks({ places }: { places: [Place, ...Place[]] }) {
  const path = usePathname()
  const [{ href: top }] = places
  const isCurrent = (href: string) => path === href || (href !== top && path.startsWith(`${href}/`))
  return places.map(({ href, title }) => (
    <li key={href}>
      <PageLink
        href={href}
        aria-current={isCurrent(href) ? "page" : undefined}
        className="inline-flex min-h-11 items-center underline-offset-4 hover:underline aria-[current=page]:font-semibold"
      >
        {title}
      </PageLink>
    </li>
  ))
}
