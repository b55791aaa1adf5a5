"use client"

import { useActionState } from "react"
import type { AdminForm } from "@/components/admin/admin-form-state"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = { customerId: string; grantId: string; action: AdminForm }

/** Takes a grant back, with a reason. */
export function EndGrantForm({ customerId, grantId, action }: Props) {
  const [state, send] = useActionState(action, null)
  return (
    <details className="mt-1" open={state !== null}>
      <summary className={buttonClass("quiet")}>Take it back</summary>
      <form action={send} noValidate className="mt-2 max-w-xl space-y-2">
        <input type="hidden" name="customer" value={customerId} />
        <input type="hidden" name="grant" value={grantId} />
        <Field
          id={`reason-${grantId}`}
          name="reason"
          label="Why"
          autoComplete="off"
          defaultValue={state?.typed.reason ?? ""}
          error={state?.fields.reason ?? state?.message}
          beside={
            <SubmitButton
              waiting="Closing…"
              className={buttonClass("secondary")}
              data-testid="end-grant"
            >
              Close it
            </SubmitButton>
          }
        />
      </form>
    </details>
  )
}
