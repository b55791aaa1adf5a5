import type { Route } from "next"
import { ButtonLink } from "@/components/ui/button"

type Props<T extends string> = {
  path: Route<T>
  /** What the list is narrowed to; empty values are left out. */
  query: Record<string, string>
  next: string | null
  isFirst: boolean
  /** What the ways are called where the list is not by age. */
  titles?: { back: string; further: string }
}

const byAge = { back: "Back to the newest", further: "Older" }

/** The way further into a list, and back to its beginning. */
export function NextPage<T extends string>({
  path,
  query,
  next,
  isFirst,
  titles = byAge,
}: Props<T>) {
  if (!next && isFirst) return null
  const kept = Object.entries(query).filter(([, value]) => value !== "")
  const at = (more: Record<string, string>): Route<T> =>
    `${path}?${new URLSearchParams([...kept, ...Object.entries(more)])}` as Route<T>
  return (
    <nav aria-label="Pages" className="mt-8 flex flex-wrap gap-4">
      {!isFirst && (
        <ButtonLink href={at({})} look="secondary">
          {titles.back}
        </ButtonLink>
      )}
      {next && (
        <ButtonLink href={at({ after: next })} look="secondary" rel="next">
          {titles.further}
        </ButtonLink>
      )}
    </nav>
  )
}
