"use client"

import { useActionState } from "react"
import type { AdminForm } from "@/components/admin/admin-form-state"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

/** Opens something to a customer without an order. What is wrong stands at its field; what was typed stays. */
export function GrantForm({ customerId, action }: { customerId: string; action: AdminForm }) {
  const [state, send] = useActionState(action, null)
  return (
    <form action={send} noValidate className="mt-6 max-w-2xl space-y-4">
      <h3 className="font-semibold">Grant access</h3>
      <input type="hidden" name="customer" value={customerId} />
      <Field
        id="what"
        name="what"
        label="What"
        autoComplete="off"
        defaultValue={state?.typed.what ?? ""}
        error={state?.fields.what}
        hint="A product’s slug, as in its address, or group: and a group’s name."
      />
      <Field
        id="until"
        name="until"
        type="date"
        label="Until, with that day (empty: for ever)"
        defaultValue={state?.typed.until ?? ""}
        error={state?.fields.until}
      />
      <Field
        id="reason"
        name="reason"
        label="Why"
        autoComplete="off"
        defaultValue={state?.typed.reason ?? ""}
        error={state?.fields.reason}
        hint="It stands in the audit log."
      />
      <SubmitButton waiting="Granting…" className={buttonClass("secondary")} data-testid="grant">
        Grant access
      </SubmitButton>
      <output className="block text-sm text-alert" data-testid="grant-problem">
        {state?.message}
      </output>
    </form>
  )
}
