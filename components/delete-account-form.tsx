"use client"

import { useActionState } from "react"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

/** Why nothing was deleted; null: not asked yet. */
export type DeletionState = { ok: false; message: string; email: string } | null

type Props = {
  email: string
  action: (state: DeletionState, form: FormData) => Promise<DeletionState>
}

/** Asks for the account's address as the last confirmation. */
export function DeleteAccountForm({ email, action }: Props) {
  const [state, send] = useActionState(action, null)
  return (
    <form action={send} noValidate className="max-w-md space-y-4">
      <Field
        key={state?.email}
        id="confirm-address"
        label={`Type ${email} to confirm`}
        name="email"
        type="email"
        autoComplete="off"
        required
        maxLength={320}
        defaultValue={state?.email}
        error={state?.message}
      />
      <SubmitButton
        waiting="Deleting…"
        className={`${buttonClass("secondary")} border-alert text-alert`}
      >
        Delete my account for good
      </SubmitButton>
    </form>
  )
}
