"use client"

import { useActionState } from "react"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"

/** What became of the question; null: not asked yet. */
export type LinksFormState =
  | { ok: true }
  | { ok: false; message: string; fields: { email: string }; email: string }
  | null

type Props = { action: (state: LinksFormState, form: FormData) => Promise<LinksFormState> }

/** Asks for the address whose links are mailed again. */
export function LinksForm({ action }: Props) {
  const [state, send] = useActionState(action, null)
  const wrong = state && !state.ok ? state : null
  return (
    <div className="space-y-6">
      <output className="block">
        {state?.ok && (
          <Notice title="Look into your mailbox">
            <p>
              If something was bought with that address, a mail with its links is on its way. It may
              take a minute or two.
            </p>
          </Notice>
        )}
      </output>
      <form action={send} noValidate>
        <Field
          key={wrong?.email}
          id="email"
          label="Your email address"
          name="email"
          type="email"
          autoComplete="email"
          required
          maxLength={320}
          defaultValue={wrong?.email}
          error={wrong?.fields.email}
          hint="The one that you gave when you bought."
          beside={
            <SubmitButton waiting="Sending…" className={buttonClass()}>
              Send my link
            </SubmitButton>
          }
        />
      </form>
    </div>
  )
}
