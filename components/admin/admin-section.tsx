import type { Route } from "next"
import type { ReactNode } from "react"
import { PageLink } from "@/components/ui/page-link"

type Props = {
  title: string
  /** What to say where there is nothing; left out: there is something. */
  empty?: string | null
  /** Where the whole list is. */
  all?: { href: string; title: string }
  children: ReactNode
}

/** The newest of one kind of thing, and the way to the rest. */
export function AdminSection({ title, empty, all, children }: Props) {
  return (
    <section className="mt-10">
      <h2 className="text-xl font-semibold">{title}</h2>
      {empty ? <p className="mt-3 text-quiet">{empty}</p> : children}
      {all && (
        <p className="mt-2">
          <PageLink href={all.href as Route} className="link inline-flex min-h-11 items-center">
            {all.title}
          </PageLink>
        </p>
      )}
    </section>
  )
}
