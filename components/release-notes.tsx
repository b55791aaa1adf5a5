import { Day } from "@/components/day"
import { Markdown } from "@/components/markdown"
import type { PageRelease } from "@/lib/catalog/store/product-page"

/** What each release brought, the newest open. */
export function ReleaseNotes({ releases }: { releases: PageRelease[] }) {
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
