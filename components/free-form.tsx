"use client"

import { useActionState, useId } from "react"
import { AddressField, type WrongAddress } from "@/components/address-field"
import type { OfferData } from "@/components/offer-data"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"

/** Null: nothing was wrong yet. */
export type FreeFormState = WrongAddress | null

type Props = {
  action: (state: FreeFormState, form: FormData) => Promise<FreeFormState>
  editionSlug: string
  title: string
  attempt: string
} & OfferData

/** Asks for the address that a free edition is sent to. */
export function FreeForm({ action, editionSlug, title, attempt, ...data }: Props) {
  const [state, send] = useActionState(action, null)
  const id = useId()
  return (
    <form action={send} noValidate className="w-full max-w-md">
      <input type="hidden" name="edition" value={editionSlug} />
      <input type="hidden" name="attempt" value={attempt} />
      <AddressField
        id={id}
        hint="We send you the link, and nothing else."
        wrong={state}
        button={
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
