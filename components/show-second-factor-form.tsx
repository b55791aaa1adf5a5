"use client"

import { useActionState } from "react"
import { SecondFactorField } from "@/components/second-factor-field"
import type { SecondFactorForm } from "@/components/second-factor-state"

/** Takes the code that opens the administration, and leads back to where it was asked for. */
export function ShowSecondFactorForm({
  action,
  callbackUrl,
}: {
  action: SecondFactorForm
  callbackUrl: string
}) {
  const [state, send] = useActionState(action, null)
  return (
    <form action={send} noValidate>
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <SecondFactorField
        id="code"
        label="The code in your app"
        hint="Six digits, new every thirty seconds; or one of your recovery codes."
        button="Go on"
        error={state?.message}
      />
    </form>
  )
}
