import type { OfferData } from "@/components/offer-data"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"

/** A server action that takes a plain form. */
export type FormAction = (form: FormData) => Promise<void>

type Props = {
  action: FormAction
  editionSlug: string
  /** What is bought, for those who hear the page. */
  title: string
  label?: string
  /** The visitor owns one and wants another. */
  isAgain?: boolean
  /** The attempt to go on with; a new one otherwise. */
  attempt?: string
  className?: string
} & Partial<OfferData>

/** A form with one button that begins an order. Each rendering is an attempt of its own. */
export function BuyForm(props: Props) {
  const { action, editionSlug, title, label = "Buy now", isAgain = false, attempt, ...rest } = props
  const { className = "", ...data } = rest
  return (
    <form action={action}>
      <input type="hidden" name="edition" value={editionSlug} />
      <input type="hidden" name="attempt" value={attempt ?? crypto.randomUUID()} />
      {isAgain && <input type="hidden" name="again" value="1" />}
      <SubmitButton
        waiting="One moment…"
        className={`${buttonClass(isAgain ? "quiet" : "primary")} ${className}`.trim()}
        {...data}
      >
        <span>
          {label}
          <span className="sr-only">: {title}</span>
        </span>
      </SubmitButton>
    </form>
  )
}
