import type { Route } from "next"
import { PageLink } from "@/components/ui/page-link"

type Props = { slug: string; parts: { fileId: string; name: string }[]; current: string }

/** The films of an edition that has several, the one that is open marked. */
export function FilmParts({ slug, parts, current }: Props) {
  return (
    <nav aria-label="Parts" className="mt-8">
      <ol className="divide-y divide-line border-y border-line">
        {parts.map(({ fileId, name }) => (
          <li key={fileId}>
            <PageLink
              href={`/watch/${slug}?part=${fileId}` as Route}
              aria-current={fileId === current ? "page" : undefined}
              className="flex min-h-11 items-center py-2 wrap-anywhere hover:underline underline-offset-4 aria-[current]:font-semibold"
            >
              {name}
            </PageLink>
          </li>
        ))}
      </ol>
    </nav>
  )
}
