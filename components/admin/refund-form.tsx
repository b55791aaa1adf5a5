"use client"

import type { Route } from "next"
import { useActionState } from "react"
import type { AdminForm } from "@/components/admin/admin-form-state"
import type { RefundFields } from "@/components/admin/refund-choice"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { PageLink } from "@/components/ui/page-link"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = {
  action: AdminForm
  paidFor: { checkoutId: string } | { invoiceId: string }
  asked: RefundFields
  /** Sent again, it is the same refund. */
  attempt: string
  /** The sum that is shown, in minor units. */
  expected: number
  /** What stands on the button: "Refund $19.99". */
  label: string
  /** The page with the choice, and the one that this came from. */
  change: string
  back: string
}

/** The last step of a refund: why, and the button. */
export function RefundForm(props: Props) {
  const { action, paidFor, asked, attempt, expected, label, change, back } = props
  const [state, send] = useActionState(action, null)
  return (
    <form action={send} noValidate className="mt-6 max-w-xl space-y-6">
      {"checkoutId" in paidFor ? (
        <input type="hidden" name="order" value={paidFor.checkoutId} />
      ) : (
        <input type="hidden" name="invoice" value={paidFor.invoiceId} />
      )}
      <input type="hidden" name="attempt" value={attempt} />
      <input type="hidden" name="expected" value={expected} />
      <input type="hidden" name="what" value={asked.what} />
      <input type="hidden" name="amount" value={asked.amount} />
      <input type="hidden" name="closes" value={asked.closes ? "on" : ""} />
      <input type="hidden" name="back" value={back} />
      <Field
        id="reason"
        name="reason"
        label="Why"
        autoComplete="off"
        defaultValue={state?.typed.reason ?? ""}
        error={state?.fields.reason}
        hint="It stands in the audit log; the buyer does not see it."
      />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton waiting="Asking Stripe…" className={buttonClass()} data-testid="refund">
          {label}
        </SubmitButton>
        <PageLink href={change as Route} className="link min-h-11 content-center">
          Choose otherwise
        </PageLink>
      </div>
      <output className="block text-sm text-alert" data-testid="refund-problem">
        {state && Object.keys(state.fields).length === 0 ? state.message : null}
      </output>
    </form>
  )
}
