import { Day } from "@/components/day"
import { Markdown } from "@/components/markdown"
import { Badge } from "@/components/ui/badge"
import type { PageRelease } from "@/lib/catalog/store/product-page"

type Props = {
  releases: PageRelease[]
  /** Versions that are newer than what the reader has. */
  news?: string[]
}

/** What each release brought, the newest open. */
export function ReleaseNotes({ releases, news = [] }: Props) {
  const told = releases.filter((release) => release.notes.trim() !== "")
  if (told.length === 0) return null
  return (
    <section aria-labelledby="releases" className="mt-14">
      <h2 id="releases" className="text-xl font-semibold">
        Versions
      </h2>
      <div className="mt-4 divide-y divide-line border-y border-line">
        {told.map(({ version, notes, releasedAt }, index) => (
          <details key={version} open={index === 0} className="py-4">
            <summary>
              <span className="font-medium">Version {version}</span>
              <span className="text-sm text-quiet">
                {" "}
                · <Day at={releasedAt} />
              </span>
              {news.includes(version) && (
                <span className="ml-3">
                  <Badge>New</Badge>
                </span>
              )}
            </summary>
            <div className="mt-3">
              <Markdown text={notes} top={3} />
            </div>
          </details>
        ))}
      </div>
    </section>
  )
}
