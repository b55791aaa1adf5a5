"use client"

import { useActionState } from "react"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

/** What became of a new name; null: none was given yet. */
export type NameFormState =
  | { ok: true; name: string }
  | { ok: false; message: string; fields: { name: string }; name: string }
  | null

type Props = {
  name: string
  action: (state: NameFormState, form: FormData) => Promise<NameFormState>
}

/** The customer's name, to change. */
export function NameForm({ name, action }: Props) {
  const [state, save] = useActionState(action, null)
  return (
    <form action={save} noValidate className="max-w-md">
      <Field
        key={state?.name}
        id="name"
        label="Name"
        name="name"
        autoComplete="name"
        defaultValue={state?.name ?? name}
        error={state?.ok === false ? state.fields.name : undefined}
        hint="Used on receipts. You may leave it empty."
        beside={
          <SubmitButton waiting="Saving…" className={buttonClass("secondary")}>
            Save
          </SubmitButton>
        }
      />
      <output className="mt-1.5 block text-sm">{state?.ok && "Saved."}</output>
    </form>
  )
}
