import type { FormAction } from "@/components/buy-form"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = {
  slug: string
  /** For those who hear the page. */
  title: string
  /** Where to be afterwards: a path of the library. */
  back: string
  isArchived: boolean
  action: FormAction
}

/** Puts a product out of sight in the library, or back into it. */
export function ArchiveForm({ slug, title, back, isArchived, action }: Props) {
  return (
    <form action={action} className="text-center text-sm">
      <input type="hidden" name="product" value={slug} />
      <input type="hidden" name="back" value={back} />
      <SubmitButton waiting="One moment…" className={`${buttonClass("quiet")} min-h-9 text-quiet`}>
        <span>
          {isArchived ? "Bring back" : "Archive"}
          <span className="sr-only">: {title}</span>
        </span>
      </SubmitButton>
    </form>
  )
}
