"use client"

import { useActionState } from "react"
import type { AdminForm } from "@/components/admin/admin-form-state"
import { buttonClass } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { SubmitButton } from "@/components/ui/submit-button"

/** Whether everybody who may open the administration must have a second factor. */
export function RequirementForm({
  isRequired,
  action,
}: {
  isRequired: boolean
  action: AdminForm
}) {
  const [state, send] = useActionState(action, null)
  return (
    <form action={send} className="mt-3 space-y-4">
      <Choice
        id="required"
        name="required"
        label="Everybody here must have one"
        hint="Who has none sets one up at their next visit, before they see anything."
        defaultChecked={state ? state.typed.required === "on" : isRequired}
      />
      <SubmitButton
        waiting="Saving…"
        className={buttonClass("secondary")}
        data-testid="save-requirement"
      >
        Save
      </SubmitButton>
      <output className="block text-sm text-alert" data-testid="requirement-problem">
        {state?.message}
      </output>
    </form>
  )
}
