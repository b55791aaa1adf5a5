"use client"

import { useActionState } from "react"
import type { AdminForm } from "@/components/admin/admin-form-state"
import { buttonClass } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

/** Gives an order to another address. What is wrong stands at its field; what was typed stays. */
export function ReassignForm({ orderId, action }: { orderId: string; action: AdminForm }) {
  const [state, send] = useActionState(action, null)
  const fields = state?.fields ?? {}
  const typed = state?.typed
  return (
    <details className="mt-6" open={state !== null} id="reassign">
      <summary className={buttonClass("quiet")}>Give it to another address</summary>
      <form action={send} noValidate className="mt-2 max-w-xl space-y-4">
        <input type="hidden" name="order" value={orderId} />
        <p className="text-sm">
          Purchases, library and receipts follow. Whoever has the order now has it no more, at once:
          the private link, downloads and films under way end.
        </p>
        <Field
          id="to"
          name="to"
          type="email"
          label="The new address"
          autoComplete="off"
          defaultValue={typed?.to ?? ""}
          error={fields.to}
        />
        <Field
          id="reassign-reason"
          name="reason"
          label="Why"
          autoComplete="off"
          defaultValue={typed?.reason ?? ""}
          error={fields.reason}
          hint="It stands in the audit log."
        />
        <Choice
          id="mails"
          name="mails"
          label="Mail the receipt there, with the new private link"
          defaultChecked={typed ? typed.mails === "on" : true}
        />
        <SubmitButton waiting="Giving…" className={buttonClass("secondary")} data-testid="reassign">
          Give it to this address
        </SubmitButton>
        <output className="block text-sm text-alert" data-testid="reassign-problem">
          {state && Object.keys(fields).length === 0 ? state.message : null}
        </output>
      </form>
    </details>
  )
}
