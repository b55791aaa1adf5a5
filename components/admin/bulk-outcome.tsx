import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { Notice } from "@/components/ui/notice"

type Props = { done?: unknown; problem?: unknown; count?: unknown; left?: unknown }

const reasons: Record<string, string> = {
  "no-file": "has an edition without a file, so nobody could get it",
  sold: "was sold, so it can only be archived",
  archived: "is archived; bring it back first",
}

/** What became of the products that were ticked, and why some were left as they were. */
export function BulkOutcome({ done, problem, count, left }: Props) {
  const many = /^\d{1,3}$/.test(String(count)) ? Number(count) : 0
  const products = many === 1 ? "1 product" : `${many} products`
  const words: Record<string, string> = {
    none: "Tick the products first.",
    publish: `${products} put on the shelf.`,
    draft: `${products} taken off the shelf.`,
    archive: `${products} archived. Owners keep what they have.`,
    restore: `${products} brought back.`,
    deleted: "The product is deleted.",
  }
  if (many === 0)
    for (const step of ["publish", "draft", "archive", "restore"])
      words[step] = "Nothing was changed."
  const others = typeof left === "string" ? left.split(",").flatMap(readLeft) : []
  return (
    <>
      <OutcomeNotice done={done} problem={problem} words={words} />
      {others.length > 0 && (
        <div className="mb-6" data-testid="left-alone">
          <Notice tone="alert" title="Left as they were">
            <ul>
              {others.map(({ slug, reason }) => (
                <li key={slug}>
                  {slug} {reason}.
                </li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
    </>
  )
}

function readLeft(text: string): { slug: string; reason: string }[] {
  const [slug = "", key = ""] = text.split(":")
  const reason = Object.hasOwn(reasons, key) ? reasons[key] : undefined
  return reason && /^[a-z0-9-]+$/.test(slug) ? [{ slug, reason }] : []
}
