import type { FormAction } from "@/components/buy-form"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = {
  action: FormAction
  priceId: string
  plan: { slug: string; title: string }
  label?: string
  /** How it is charged, for those who hear the page. */
  says?: string
  /** The attempt to go on with; a new one otherwise. */
  attempt?: string
  testId?: string
}

/** A form with one button that begins a plan. Each rendering is an attempt of its own. */
export function SubscribeForm(props: Props) {
  const { action, priceId, plan, label = "Subscribe", says, attempt, testId } = props
  return (
    <form action={action}>
      <input type="hidden" name="price" value={priceId} />
      <input type="hidden" name="plan" value={plan.slug} />
      <input type="hidden" name="attempt" value={attempt ?? crypto.randomUUID()} />
      <SubmitButton
        waiting="One moment…"
        className={`${buttonClass()} w-full`}
        data-testid={testId}
        data-action="subscribe"
      >
        <span>
          {label}
          <span className="sr-only">
            : {plan.title}
            {says && `, ${says}`}
          </span>
        </span>
      </SubmitButton>
    </form>
  )
}
