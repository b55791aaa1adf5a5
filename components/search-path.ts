import type { SearchRequest } from "@/lib/search/rules"

/** The address of a search with some of its parameters changed; of its first page, unless `after` is given. */
export function searchPath(
  request: SearchRequest,
  changes: Partial<SearchRequest> = {},
): `/search?${string}` {
  const { typed, kind, group, min, max, isFree, isOpen, after } = {
    ...request,
    after: undefined,
    ...changes,
  }
  const query = new URLSearchParams({ q: typed })
  const rest = { kind, group, min, max, free: isFree && "1", open: isOpen && "1", after }
  for (const [name, value] of Object.entries(rest)) if (value) query.set(name, value)
  return `/search?${query}`
}
