"use client"

import { useActionState } from "react"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

/** Why a code did not work; null: none was typed yet. */
export type CodeState = { ok: false; message: string } | null

type Props = {
  action: (state: CodeState, form: FormData) => Promise<CodeState>
  button: string
  hint: string
}

/** Takes the six digits of a mail. */
export function CodeForm({ action, button, hint }: Props) {
  const [state, send] = useActionState(action, null)
  return (
    <form action={send} noValidate>
      <Field
        id="code"
        label="The code in the mail"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={12}
        error={state?.message}
        hint={hint}
        beside={
          <SubmitButton waiting="Checking…" className={buttonClass()}>
            {button}
          </SubmitButton>
        }
      />
    </form>
  )
}
