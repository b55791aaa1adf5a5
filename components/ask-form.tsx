"use client"

import { useActionState } from "react"
import type { WrongAddress } from "@/components/address-field"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

/** Why no mail was sent; null: not asked yet. A mail that was sent leads to another page. */
export type AskState = WrongAddress | null

type Props = {
  action: (state: AskState, form: FormData) => Promise<AskState>
  label: string
  button: string
  hint?: string
  /** What stands in the field at first. */
  email?: string
  /** Where it leads in the end. */
  callbackUrl?: string
}

/** Asks for an address to mail a link and a code to. */
export function AskForm({ action, label, button, hint, email, callbackUrl }: Props) {
  const [state, send] = useActionState(action, null)
  return (
    <form action={send} noValidate>
      {callbackUrl && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
      <Field
        key={state?.email}
        id="email"
        label={label}
        name="email"
        type="email"
        autoComplete="email"
        required
        maxLength={320}
        defaultValue={state?.email ?? email}
        error={state?.fields.email}
        {...(hint ? { hint } : {})}
        beside={
          <SubmitButton waiting="Sending…" className={buttonClass()}>
            {button}
          </SubmitButton>
        }
      />
    </form>
  )
}
