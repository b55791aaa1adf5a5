import type { FormAction } from "@/components/buy-form"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = {
  action: FormAction
  id: string
  /** Of the plan, for those who hear the page. */
  title: string
  label: string
  name: string
  /** What a customer most likely came for. */
  isFirst?: boolean
}

/** One button that does one thing to a subscription. */
export function StepForm({ action, id, title, label, name, isFirst = false }: Props) {
  return (
    <form action={action}>
      <input type="hidden" name="subscription" value={id} />
      <SubmitButton
        waiting="One moment…"
        className={buttonClass(isFirst ? "primary" : "secondary")}
        data-testid={name}
      >
        <span>
          {label}
          <span className="sr-only">: {title}</span>
        </span>
      </SubmitButton>
    </form>
  )
}
