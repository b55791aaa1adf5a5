import type { Route } from "next"
import { plainName } from "@/components/plain-name"
import { PageLink } from "@/components/ui/page-link"

/** A group of products by its name, which leads to what is in it. */
export function GroupLink({ group }: { group: string }) {
  return (
    <PageLink href={`/search?${new URLSearchParams({ q: "", group })}` as Route} className="link">
      {plainName(group)}
    </PageLink>
  )
}
