"use client"

import { useActionState, useId } from "react"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

/** Why the address was not taken, and what was typed; null: nothing yet. */
export type FreeFormState = {
  ok: false
  message: string
  fields: { email: string }
  email: string
} | null

type Props = {
  action: (state: FreeFormState, form: FormData) => Promise<FreeFormState>
  editionSlug: string
  title: string
  attempt: string
  "data-testid": string
  "data-action": string
  "data-reason": string
}

/** Asks for the address that a free edition is sent to. What was typed stays when it was wrong. */
export function FreeForm({ action, editionSlug, title, attempt, ...data }: Props) {
  const [state, send] = useActionState(action, null)
  const id = useId()
  return (
    <form action={send} noValidate className="w-full max-w-md">
      <input type="hidden" name="edition" value={editionSlug} />
      <input type="hidden" name="attempt" value={attempt} />
      <Field
        key={state?.email}
        id={id}
        label="Your email address"
        name="email"
        type="email"
        autoComplete="email"
        required
        maxLength={320}
        defaultValue={state?.email}
        error={state?.fields.email}
        hint="We send you the link, and nothing else."
        beside={
          <SubmitButton waiting="Sending…" className={buttonClass("secondary")} {...data}>
            <span>
              Get it free
              <span className="sr-only">: {title}</span>
            </span>
          </SubmitButton>
        }
      />
    </form>
  )
}
