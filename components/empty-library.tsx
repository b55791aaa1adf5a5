import type { Route } from "next"
import type { ReactNode } from "react"
import { ButtonLink } from "@/components/ui/button"
import { PageLink } from "@/components/ui/page-link"
import { type LibraryPage, type LibraryQuery, libraryPath } from "@/lib/library/rules"

type Props = { query: LibraryQuery; counts: LibraryPage["counts"]; email: string }

/** What stands where the products would be, and what to do. */
export function EmptyLibrary({ query, counts, email }: Props) {
  const isNarrowed = query.text !== "" || query.kind !== undefined || query.after !== undefined
  if (isNarrowed)
    return (
      <Said title="Nothing of yours fits">
        <p>
          {query.text
            ? "No title and nobody’s name in your library has all of these words."
            : "There is nothing of this kind."}
        </p>
        <p>
          <PageLink href={libraryPath({ isArchived: query.isArchived }) as Route} className="link">
            {query.isArchived ? "See all that you archived" : "See your whole library"}
          </PageLink>
        </p>
        {query.text && (
          <p>
            <PageLink
              href={`/search?${new URLSearchParams({ q: query.text })}` as Route}
              className="link"
            >
              Search the whole shop instead
            </PageLink>
          </p>
        )}
      </Said>
    )
  if (query.isArchived)
    return (
      <Said title="Nothing is archived">
        <p>What you archive leaves your library’s first page, and stays yours.</p>
      </Said>
    )
  if (counts.archived > 0)
    return (
      <Said title="Everything is archived">
        <p>
          <PageLink href={libraryPath({ isArchived: true }) as Route} className="link">
            See what you archived
          </PageLink>
        </p>
      </Said>
    )
  return (
    <Said title="Nothing here yet">
      <p>
        Everything that you buy with <span className="wrap-anywhere">{email}</span> stands here from
        that moment on, with all its later versions.
      </p>
      <p>
        Bought with another address? Sign out and{" "}
        <PageLink href={"/sign-in?callbackUrl=%2Flibrary" as Route} className="link">
          sign in with that one
        </PageLink>
        , or{" "}
        <PageLink href={"/account/address" as Route} className="link">
          change the address of this account
        </PageLink>
        . An order also opens by the link in its mail;{" "}
        <PageLink href="/orders" className="link">
          we send it again
        </PageLink>
        .
      </p>
      <p className="pt-2">
        <ButtonLink href="/">See the catalogue</ButtonLink>
      </p>
    </Said>
  )
}

function Said({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="max-w-xl py-14">
      <h2 className="text-2xl font-semibold">{title}</h2>
      <div className="mt-4 space-y-4 text-quiet">{children}</div>
    </div>
  )
}
