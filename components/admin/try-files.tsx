import { buttonClass } from "@/components/ui/button"
import type { WholeOrder } from "@/lib/purchases/store/whole-order"

type Props = { files: WholeOrder["lines"][number]["edition"]["files"] }

/** The newest files of an edition, for whoever runs the shop to try: nothing of the buyer's is counted. */
export function TryFiles({ files }: Props) {
  if (files.length === 0) return null
  return (
    <details className="mt-1">
      <summary className={buttonClass("quiet")}>Try the files</summary>
      <p className="mt-1 text-sm text-quiet">
        This takes none of the buyer’s downloads, and stands in the audit log.
      </p>
      <ul className="mt-1">
        {files.map((file) => (
          <li key={file.id}>
            <form action={`/api/admin/files/${file.id}`} method="post">
              <button type="submit" className={buttonClass("quiet")} data-testid={`try-${file.id}`}>
                {file.name}, version {file.release.version}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </details>
  )
}
