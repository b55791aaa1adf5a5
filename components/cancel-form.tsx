import type { FormAction } from "@/components/buy-form"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = {
  subscriptionId: string
  /** What was chosen before. */
  reason: string | string[] | undefined
  action: FormAction
}

const reasons = [
  ["too_expensive", "It costs too much"],
  ["unused", "I don’t use it enough"],
  ["missing_features", "Something is missing"],
  ["switched_service", "I use something else"],
  ["low_quality", "The quality"],
  ["too_complex", "It is too complicated"],
  ["customer_service", "The support"],
  ["other", "Something else"],
] as const

/** Confirms a cancellation; a reason may be given. */
export function CancelForm({ subscriptionId, reason, action }: Props) {
  return (
    <form action={action} className="mt-6 space-y-5">
      <input type="hidden" name="subscription" value={subscriptionId} />
      <div>
        <label htmlFor="reason" className="mb-1 block">
          Why? <span className="text-quiet">(if you like)</span>
        </label>
        <select
          id="reason"
          name="reason"
          defaultValue={typeof reason === "string" ? reason : ""}
          className="min-h-11 max-w-full rounded-lg border border-edge bg-paper px-3"
        >
          <option value="">I’d rather not say</option>
          {reasons.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <SubmitButton waiting="One moment…" className={buttonClass()} data-testid="confirm-cancel">
        Cancel the subscription
      </SubmitButton>
    </form>
  )
}
