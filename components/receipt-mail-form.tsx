"use client"

import { useActionState } from "react"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"

/** What became of the wish for a receipt by mail; null: none yet. */
export type ReceiptMailState = { ok: true } | { ok: false; message: string } | null

type Props = {
  paymentId: string
  action: (state: ReceiptMailState, form: FormData) => Promise<ReceiptMailState>
}

/** Sends the receipt once more. */
export function ReceiptMailForm({ paymentId, action }: Props) {
  const [state, send] = useActionState(action, null)
  return (
    <form action={send} className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      <input type="hidden" name="order" value={paymentId} />
      <SubmitButton waiting="Sending…" className={buttonClass("secondary")}>
        Send the receipt again
      </SubmitButton>
      <output className={state?.ok === false ? "text-alert" : "text-quiet"}>
        {state?.ok && "It is on its way to your mailbox."}
        {state?.ok === false && state.message}
      </output>
    </form>
  )
}
