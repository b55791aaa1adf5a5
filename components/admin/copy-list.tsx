import type { FormAction } from "@/components/buy-form"
import { Moment } from "@/components/moment"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import type { WholeOrder } from "@/lib/purchases/store/whole-order"

type Props = {
  orderId: string
  files: WholeOrder["lines"][number]["edition"]["files"]
  /** Null: whoever looks may change nothing. */
  remake: FormAction | null
}

/** The buyer's own copies of an edition's PDFs, with what became of each. */
export function CopyList({ orderId, files, remake }: Props) {
  const copies = files.flatMap(({ copies: [copy], ...file }) => (copy ? [{ file, copy }] : []))
  if (copies.length === 0) return null
  return (
    <ul className="mt-2 space-y-1 text-sm">
      {copies.map(({ file, copy }) => (
        <li
          key={file.id}
          className="flex flex-wrap items-center gap-x-4"
          data-testid={`copy-${file.id}`}
          data-state={copy.state}
        >
          <span className="wrap-anywhere">
            {file.name}, version {file.release.version}: {inWords(copy)}{" "}
            <span className="text-quiet">
              (asked for <Moment at={copy.createdAt} />)
            </span>
          </span>
          {remake && (
            <form action={remake}>
              <input type="hidden" name="order" value={orderId} />
              <input type="hidden" name="file" value={file.id} />
              <SubmitButton waiting="Asking…" className={buttonClass("quiet")}>
                Make it again
              </SubmitButton>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}

function inWords({ state, reason }: { state: string; reason: string | null }): string {
  if (state === "ready") return "a copy with the buyer’s address is there."
  if (state === "waiting") return "the copy with the buyer’s address is being made."
  return `it goes out as it was published: ${reason ?? "it cannot be marked"}.`
}
