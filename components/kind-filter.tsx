import type { Route } from "next"
import { PageLink } from "@/components/ui/page-link"
import type { ProductKind } from "@/lib/catalog/rules"

const kinds: { kind: ProductKind | undefined; text: string }[] = [
  { kind: undefined, text: "All" },
  { kind: "file", text: "Books and files" },
  { kind: "video", text: "Videos" },
  { kind: "article", text: "Articles" },
]

type Props = {
  current: ProductKind | undefined
  /** Where a kind is shown; in the catalogue, when not given. */
  hrefOf?: (kind: ProductKind | undefined) => Route
}

/** Which kind of goods to show. */
export function KindFilter({ current, hrefOf = inCatalogue }: Props) {
  return (
    <nav aria-label="Kind of goods" className="border-b border-line">
      <ul className="-mb-px flex flex-wrap gap-x-5 sm:gap-x-7">
        {kinds.map(({ kind, text }) => {
          const isCurrent = kind === current
          return (
            <li key={text}>
              <PageLink
                href={hrefOf(kind)}
                aria-current={isCurrent ? "page" : undefined}
                className={`inline-flex min-h-11 items-center border-b-2 ${
                  isCurrent
                    ? "border-accent font-medium"
                    : "border-transparent text-quiet hover:text-ink"
                }`}
              >
                {text}
              </PageLink>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function inCatalogue(kind: ProductKind | undefined): Route {
  return kind ? `/?kind=${kind}` : "/"
}
