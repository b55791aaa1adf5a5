import type { Metadata, Route } from "next"
import { buyNow } from "@/app/(shop)/products/[slug]/actions"
import { archive, unarchive } from "@/app/library/actions"
import { chosenCurrency } from "@/app/visitor"
import { EmptyLibrary } from "@/components/empty-library"
import { LibraryCard } from "@/components/library-card"
import { LibrarySearch } from "@/components/library-search"
import { OpenGroups } from "@/components/open-groups"
import { ButtonLink } from "@/components/ui/button"
import { requireCustomer } from "@/lib/auth/require-customer"
import { now } from "@/lib/clock"
import { listLibrary } from "@/lib/library/list-library"
import { type LibraryQuery, libraryPath, readLibraryQuery } from "@/lib/library/rules"

export const metadata: Metadata = { title: "Your library", robots: { index: false } }

const actions = { buy: buyNow, archive, unarchive }

/** Everything that the customer who is signed in may open, what was opened to them last first. */
export default async function LibraryPage({ searchParams }: PageProps<"/library">) {
  const query = readLibraryQuery(await searchParams)
  const here = libraryPath(query)
  const { customerId, email } = await requireCustomer(here)
  const { entries, next, groups, counts } = await listLibrary(
    customerId,
    query,
    now(),
    await chosenCurrency(),
  )
  const isBare = counts.shown + counts.archived === 0
  const isWhole = !query.text && !query.kind && !query.isArchived && !query.after
  return (
    <div className="mx-auto max-w-4xl pt-2 sm:pt-4">
      <h1 className="text-3xl font-semibold sm:text-4xl">
        {query.isArchived ? "Archived" : "Your library"}
      </h1>
      {!isBare && <LibrarySearch query={query} counts={counts} />}
      {isWhole && <OpenGroups groups={groups} />}
      {entries.length > 0 && (
        <ul className="divide-y divide-line">
          {entries.map((entry, index) => (
            <li key={entry.slug} className="py-7">
              <LibraryCard entry={entry} here={here} actions={actions} isFirst={index < 4} />
            </li>
          ))}
        </ul>
      )}
      {entries.length === 0 && !(isWhole && groups.length > 0) && (
        <EmptyLibrary query={query} counts={counts} email={email} />
      )}
      <Pages query={query} next={next} />
    </div>
  )
}

function Pages({ query, next }: { query: LibraryQuery; next: string | null }) {
  if (!next && !query.after) return null
  return (
    <nav aria-label="Pages" className="mt-8 flex flex-wrap gap-4">
      {query.after && (
        <ButtonLink href={libraryPath({ ...query, after: undefined }) as Route} look="secondary">
          Back to the newest
        </ButtonLink>
      )}
      {next && (
        <ButtonLink
          href={libraryPath({ ...query, after: next }) as Route}
          look="secondary"
          rel="next"
        >
          Older purchases
        </ButtonLink>
      )}
    </nav>
  )
}
