"use client"

import { useActionState } from "react"
import { AddressField, type WrongAddress } from "@/components/address-field"
import { buttonClass } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"

/** What became of the question; null: not asked yet. */
export type LinksFormState = { ok: true } | WrongAddress | null

type Props = { action: (state: LinksFormState, form: FormData) => Promise<LinksFormState> }

/** Asks for the address whose links are mailed again. */
export function LinksForm({ action }: Props) {
  const [state, send] = useActionState(action, null)
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
        <AddressField
          id="email"
          hint="The one that you gave when you bought."
          wrong={state?.ok ? null : state}
          button={
            <SubmitButton waiting="Sending…" className={buttonClass()}>
              Send my link
            </SubmitButton>
          }
        />
      </form>
    </div>
  )
}
