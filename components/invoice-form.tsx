"use client"

import { useActionState } from "react"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/select"
import { SubmitButton } from "@/components/ui/submit-button"
import { TextArea } from "@/components/ui/text-area"
import type { TypedBuyer } from "@/lib/papers/buyer-rules"

/** What became of the details; null: none were sent yet. */
export type InvoiceFormState =
  | { ok: true }
  | { ok: false; message: string; fields: Record<string, string>; typed: TypedBuyer }
  | null

export type InvoiceAction = (state: InvoiceFormState, form: FormData) => Promise<InvoiceFormState>

type Props = {
  token: string
  step: "make" | "correct"
  buyer: TypedBuyer
  countries: readonly (readonly [code: string, name: string])[]
  action: InvoiceAction
}

/** Whom the invoice of an order is made out to; folded away until it is asked for, or something is wrong. */
export function InvoiceForm({ token, step, buyer, countries, action }: Props) {
  const [state, send] = useActionState(action, null)
  const failed = state?.ok === false ? state : null
  const typed = failed?.typed ?? buyer
  const of = (name: keyof TypedBuyer) => ({
    id: `invoice-${name}`,
    name,
    defaultValue: typed[name],
    error: failed?.fields[name],
  })
  return (
    <details className="mt-1" open={failed ? true : undefined}>
      <summary className={buttonClass("quiet")}>
        {step === "make" ? "Get an invoice (PDF)" : "Correct the invoice"}
      </summary>
      {step === "correct" && (
        <p className="mt-2 text-quiet">
          A credit note takes back the invoice, and a new one is made out. You can save both.
        </p>
      )}
      <form action={send} noValidate className="mt-3 max-w-md space-y-4" data-testid="invoice-form">
        <input type="hidden" name="token" value={token} />
        {failed && (
          <p role="alert" className="text-sm text-alert">
            {failed.message}
          </p>
        )}
        <Field {...of("name")} label="Name" autoComplete="name" />
        <Field
          {...of("businessName")}
          label="Business"
          autoComplete="organization"
          hint="Leave it empty if you buy for yourself."
        />
        <TextArea {...of("address")} label="Address" rows={4} autoComplete="street-address" />
        <Select {...of("country")} label="Country" options={[["", "Not said"], ...countries]} />
        <Field
          {...of("vatId")}
          label="VAT number"
          hint="With the country’s letters, if you have one."
        />
        <SubmitButton
          waiting="Writing…"
          className={buttonClass("secondary")}
          data-testid="ask-invoice"
        >
          {step === "make" ? "Make the invoice" : "Correct the invoice"}
        </SubmitButton>
      </form>
    </details>
  )
}
