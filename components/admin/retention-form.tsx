"use client"

import { useActionState } from "react"
import type { AdminForm } from "@/components/admin/admin-form-state"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = {
  retention: { eventPayloadDays: number; downloadTraceDays: number }
  action: AdminForm
}

/** How long the shop keeps what it does not need for ever. */
export function RetentionForm({ retention, action }: Props) {
  const [state, send] = useActionState(action, null)
  const valueOf = (name: keyof Props["retention"]) => state?.typed[name] ?? String(retention[name])
  return (
    <form action={send} noValidate className="mt-6 max-w-2xl space-y-4">
      <Field
        id="eventPayloadDays"
        name="eventPayloadDays"
        inputMode="numeric"
        autoComplete="off"
        label="Days that Stripe’s events keep what they said"
        defaultValue={valueOf("eventPayloadDays")}
        error={state?.fields.eventPayloadDays}
        hint="0: for ever. That an event came, and what came of it, is always kept, and so is one that failed."
      />
      <Field
        id="downloadTraceDays"
        name="downloadTraceDays"
        inputMode="numeric"
        autoComplete="off"
        label="Days that a download keeps its network and browser"
        defaultValue={valueOf("downloadTraceDays")}
        error={state?.fields.downloadTraceDays}
        hint="0: for ever. That a file was fetched is always kept."
      />
      <SubmitButton
        waiting="Saving…"
        className={buttonClass("secondary")}
        data-testid="save-retention"
      >
        Save
      </SubmitButton>
      <output className="block text-sm text-alert" data-testid="retention-problem">
        {state?.message}
      </output>
    </form>
  )
}
