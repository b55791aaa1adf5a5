"use client"

import { useActionState } from "react"
import type { AdminForm } from "@/components/admin/admin-form-state"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = {
  /** Unique on its page. */
  id: string
  /** What it is about. */
  hidden: Record<string, string>
  action: AdminForm
  /** What opens the form, and what sends it. */
  title: string
  button: string
  waiting: string
  hint?: string
  testId: string
}

/** Does one thing to one thing, with a reason. */
export function ReasonForm(props: Props) {
  const { id, hidden, action, title, button, waiting, hint, testId } = props
  const [state, send] = useActionState(action, null)
  return (
    <details className="mt-1" open={state !== null}>
      <summary className={buttonClass("quiet")}>{title}</summary>
      <form action={send} noValidate className="mt-2 max-w-xl space-y-2">
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Field
          id={`reason-${id}`}
          name="reason"
          label="Why"
          autoComplete="off"
          defaultValue={state?.typed.reason ?? ""}
          error={state?.fields.reason ?? state?.message}
          {...(hint ? { hint } : {})}
          beside={
            <SubmitButton
              waiting={waiting}
              className={buttonClass("secondary")}
              data-testid={testId}
            >
              {button}
            </SubmitButton>
          }
        />
      </form>
    </details>
  )
}
