"use client"

import { useActionState } from "react"
import type { AdminForm } from "@/components/admin/admin-form-state"
import { buttonClass } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

type Settings = {
  graceDays: number
  trialDays: number
  reminderDays: number
  opensWhilePaused: boolean
}
type Props = { settings: Settings; action: AdminForm }

/** What holds for all subscriptions. */
export function PlanSettingsForm({ settings, action }: Props) {
  const [state, send] = useActionState(action, null)
  const days = (name: "graceDays" | "trialDays" | "reminderDays") => ({
    id: name,
    name,
    inputMode: "numeric" as const,
    autoComplete: "off",
    defaultValue: state?.typed[name] ?? String(settings[name]),
    error: state?.fields[name],
  })
  return (
    <form action={send} noValidate className="mt-6 max-w-2xl space-y-4" data-testid="plan-settings">
      <Field
        {...days("graceDays")}
        label="Days of grace"
        hint="For so long a period stays open whose charge failed. 0 to 60."
      />
      <Field
        {...days("trialDays")}
        label="Days of trial"
        hint="Before the first charge, where a price does not say otherwise. 0: none. At most 730."
      />
      <Field
        {...days("reminderDays")}
        label="Days before a yearly charge"
        hint="So long before it is announced by mail. 0 to 60."
      />
      <Choice
        id="opensWhilePaused"
        name="opensWhilePaused"
        label="A paused subscription stays open"
        defaultChecked={state ? state.typed.opensWhilePaused === "on" : settings.opensWhilePaused}
      />
      <SubmitButton
        waiting="Saving…"
        className={buttonClass("secondary")}
        data-testid="save-plan-settings"
      >
        Save
      </SubmitButton>
      <output className="block text-sm text-alert" data-testid="plan-settings-problem">
        {state?.message}
      </output>
    </form>
  )
}
