"use client"

import { type ReactNode, useActionState } from "react"
import { AppKey } from "@/components/app-key"
import { RecoveryCodes } from "@/components/recovery-codes"
import { SecondFactorField } from "@/components/second-factor-field"
import type { SecondFactorForm, SecondFactorState } from "@/components/second-factor-state"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = {
  factor:
    | { state: "off" }
    | { state: "begun"; uri: string; letters: string }
    | { state: "on"; since: ReactNode; recoveryLeft: number }
  begin: () => Promise<void>
  confirm: SecondFactorForm
  renew: SecondFactorForm
  giveUp: SecondFactorForm
}

/**
 * How it stands with an administrator's second factor, and the next step. All answers are held here, though the
 * forms come and go: the recovery codes must be seen, whatever the page is by then, and without JavaScript.
 */
export function SecondFactorSteps({ factor, begin, confirm, renew, giveUp }: Props) {
  const [confirmed, sendConfirm] = useActionState(confirm, null)
  const [renewed, sendRenew] = useActionState(renew, null)
  const [kept, sendGiveUp] = useActionState(giveUp, null)
  const codes = renewed?.codes ?? confirmed?.codes
  if (codes) return <RecoveryCodes codes={codes} />
  switch (factor.state) {
    case "off":
      return <Begin action={begin} button="Set it up" />
    case "begun":
      return (
        <>
          <AppKey uri={factor.uri} letters={factor.letters} />
          <form action={sendConfirm} noValidate>
            <SecondFactorField
              id="code"
              label="What the app shows"
              hint="Six digits, new every thirty seconds."
              button="Turn it on"
              error={confirmed?.message}
            />
          </form>
          <Begin action={begin} button="Begin anew with another key" isAgain />
        </>
      )
    case "on":
      return (
        <>
          <p>
            On since {factor.since}. {recoveryWords(factor.recoveryLeft)}
          </p>
          <CodeForm
            send={sendRenew}
            state={renewed}
            id="renew"
            label="New recovery codes, in the place of those that are left"
            button="Make new codes"
          />
          <CodeForm
            send={sendGiveUp}
            state={kept}
            id="give-up"
            label="Give it up"
            button="Turn it off"
          />
        </>
      )
  }
}

type CodeFormProps = {
  send: (form: FormData) => void
  state: SecondFactorState
  id: string
  label: string
  button: string
}

function CodeForm({ send, state, ...field }: CodeFormProps) {
  return (
    <form action={send} noValidate>
      <SecondFactorField
        {...field}
        hint="Type what the app shows, or a recovery code."
        look="secondary"
        error={state?.message}
      />
    </form>
  )
}

function recoveryWords(left: number): string {
  if (left === 0) return "No recovery code is left: make new ones."
  return left === 1 ? "One recovery code is left." : `${left} recovery codes are left.`
}

type BeginProps = { action: () => Promise<void>; button: string; isAgain?: boolean }

function Begin({ action, button, isAgain = false }: BeginProps) {
  return (
    <form action={action}>
      <SubmitButton
        waiting="One moment…"
        className={buttonClass(isAgain ? "quiet" : "primary")}
        data-testid="begin-second-factor"
      >
        {button}
      </SubmitButton>
    </form>
  )
}
