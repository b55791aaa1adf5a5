"use client"

import { useActionState } from "react"
import type { SecondFactorForm } from "@/components/second-factor-state"
import { type ButtonLook, buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = {
  id: string
  action: SecondFactorForm
  label: string
  hint: string
  button: string
  look?: ButtonLook
  /** Where it leads; left out: it stays. */
  callbackUrl?: string
}

/**
 * Takes a code of an administrator's app, or a recovery code. New recovery codes, where it gives any, stand in
 * its place: they are never shown again.
 */
export function SecondFactorCodeForm({
  id,
  action,
  label,
  hint,
  button,
  look,
  callbackUrl,
}: Props) {
  const [state, send] = useActionState(action, null)
  if (state?.codes) return <RecoveryCodes codes={state.codes} />
  return (
    <form action={send} noValidate>
      {callbackUrl !== undefined && <input type="hidden" name="callbackUrl" value={callbackUrl} />}
      <Field
        id={id}
        label={label}
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={40}
        error={state?.message}
        hint={hint}
        beside={
          <SubmitButton waiting="Checking…" className={buttonClass(look)}>
            {button}
          </SubmitButton>
        }
      />
    </form>
  )
}

function RecoveryCodes({ codes }: { codes: string[] }) {
  return (
    <section aria-labelledby="recovery-codes" className="space-y-4">
      <h2 id="recovery-codes" className="text-xl font-semibold">
        Your recovery codes
      </h2>
      <p>
        Print them, or keep them where you keep passwords. Each lets you in once when the app is
        lost. <strong>They are shown this once.</strong>
      </p>
      <ul
        className="grid gap-x-8 gap-y-1 border-y border-line py-4 font-mono sm:grid-cols-2"
        data-testid="recovery-codes"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </section>
  )
}
