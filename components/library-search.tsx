import type { Route } from "next"
import { KindFilter } from "@/components/kind-filter"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { PageLink } from "@/components/ui/page-link"
import { type LibraryPage, type LibraryQuery, libraryPath } from "@/lib/library/rules"

type Props = { query: LibraryQuery; counts: LibraryPage["counts"] }

/** What of the library to show: words, a kind, and what was put out of sight. */
export function LibrarySearch({ query, counts }: Props) {
  const { text, kind, isArchived } = query
  return (
    <>
      <div className="mt-6 flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        {/* Plain: a search is an address, to keep and to go back to. */}
        <search className="w-full max-w-md">
          <form method="get" action="/library">
            {kind && <input type="hidden" name="kind" value={kind} />}
            {isArchived && <input type="hidden" name="view" value="archived" />}
            <Field
              id="library-search"
              label={isArchived ? "Search what you archived" : "Search your library"}
              name="q"
              type="search"
              defaultValue={text}
              maxLength={200}
              beside={
                <button type="submit" className={buttonClass("secondary")}>
                  Search
                </button>
              }
            />
          </form>
        </search>
        <OtherView isArchived={isArchived} counts={counts} />
      </div>
      <div className="mt-5">
        <KindFilter
          current={kind}
          hrefOf={(one) => libraryPath({ text, kind: one, isArchived }) as Route}
        />
      </div>
    </>
  )
}

function OtherView({ isArchived, counts }: { isArchived: boolean; counts: Props["counts"] }) {
  if (!isArchived && counts.archived === 0) return null
  return (
    <PageLink
      href={libraryPath({ isArchived: !isArchived }) as Route}
      className="link inline-flex min-h-11 items-center"
    >
      {isArchived ? "Back to your library" : `Archived (${counts.archived})`}
    </PageLink>
  )
}
