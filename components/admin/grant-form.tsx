"use client"

import { useActionState } from "react"
import type { AdminForm } from "@/components/admin/admin-form-state"
import { buttonClass } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = {
  /** Null: it asks for an address, whose owner need not be a customer yet. */
  customerId: string | null
  action: AdminForm
}

/** Opens something to somebody without an order. What is wrong stands at its field; what was typed stays. */
export function GrantForm({ customerId, action }: Props) {
  const [state, send] = useActionState(action, null)
  return (
    <form action={send} noValidate className="mt-6 max-w-2xl space-y-4">
      <h3 className="font-semibold">Grant access</h3>
      {customerId ? (
        <input type="hidden" name="customer" value={customerId} />
      ) : (
        <Field
          id="address"
          name="address"
          type="email"
          label="Their address"
          autoComplete="off"
          defaultValue={state?.typed.address ?? ""}
          error={state?.fields.address}
          hint="Who was no customer becomes one."
        />
      )}
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
      <Choice
        id="told"
        name="told"
        label="Write to them"
        hint="What was opened, until when, and where it is."
        defaultChecked={state === null || state.typed.told === "on"}
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
