import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = {
  list: string
  at: number
  /** A row that the shop has already is not removed. */
  canRemove: boolean
}

/** What can be done with a row of a form's list (lib/form-steps.ts). */
export function RowSteps({ list, at, canRemove }: Props) {
  return (
    <div className="flex flex-wrap gap-x-6">
      {at > 0 && (
        <SubmitButton
          name="step"
          value={`${list}:up-${at}`}
          waiting="Moving…"
          className={buttonClass("quiet")}
        >
          Move up
        </SubmitButton>
      )}
      {canRemove && (
        <SubmitButton
          name="step"
          value={`${list}:remove-${at}`}
          waiting="Removing…"
          className={buttonClass("quiet")}
        >
          Remove
        </SubmitButton>
      )}
    </div>
  )
}
