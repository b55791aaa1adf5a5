import type { ReactNode } from "react"
import { searchPath } from "@/components/search-path"
import { PageLink } from "@/components/ui/page-link"
import type { SearchRequest } from "@/lib/search/rules"

type Props = { request: SearchRequest; products: { groups: string[] }[] }

const MOST = 12

/** The groups of what was found, the most frequent first, to narrow it down to one; and the way back. */
export function GroupLinks({ request, products }: Props) {
  const counts = new Map<string, number>()
  for (const group of products.flatMap((product) => product.groups))
    counts.set(group, (counts.get(group) ?? 0) + 1)
  const others = [...counts]
    .filter(([group]) => group !== request.group)
    .sort(([a, many], [b, more]) => more - many || a.localeCompare(b))
    .slice(0, request.group ? 0 : MOST)
  if (!request.group && others.length === 0) return null
  return (
    <nav aria-label="Groups" className="mt-4">
      <ul className="flex flex-wrap gap-2 text-sm">
        {request.group && (
          <li>
            <GroupLink request={request} group={undefined}>
              {request.group}
              <span aria-hidden> ×</span>
              <span className="sr-only">: show all groups</span>
            </GroupLink>
          </li>
        )}
        {others.map(([group]) => (
          <li key={group}>
            <GroupLink request={request} group={group}>
              {group}
            </GroupLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

type LinkProps = { request: SearchRequest; group: string | undefined; children: ReactNode }

function GroupLink({ request, group, children }: LinkProps) {
  return (
    <PageLink
      href={searchPath(request, { group })}
      className={`inline-flex min-h-9 items-center gap-1 rounded-full border px-3.5 hover:border-ink ${
        group === undefined ? "border-accent font-medium" : "border-line bg-surface"
      }`}
    >
      {children}
    </PageLink>
  )
}
