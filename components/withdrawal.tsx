import { Day } from "@/components/day"
import { Moment } from "@/components/moment"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import { consentText } from "@/lib/legal/delivery-consent"
import { type Withdrawal as Answer, WITHDRAWAL_DAYS } from "@/lib/refunds/withdrawal-rules"

type Props = {
  token: string
  answer: Answer
  /** What the buyer agreed to at the button, and when. */
  consent: string | null
  consentAt: Date | null
  withdrawnAt: Date | null
  action: (form: FormData) => Promise<void>
}

/** The way to withdraw from a purchase, or why there is none; and what was agreed to about that. */
export function Withdrawal({ token, answer, consent, consentAt, withdrawnAt, action }: Props) {
  const text = consent && consentText(consent)
  const isOpen = answer.isPossible
  const reason = isOpen ? null : reasonOf(answer.reason)
  if (!isOpen && !reason) return null
  return (
    <section className="mt-10 max-w-prose text-sm" data-testid="withdrawal" data-possible={isOpen}>
      <h2 className="font-semibold">
        {withdrawnAt ? "You withdrew from this purchase" : "Withdraw from this purchase"}
      </h2>
      {withdrawnAt && (
        <p className="mt-2 text-quiet">
          On <Moment at={withdrawnAt} />. The money goes back to the card or account that you paid
          with, and a receipt of the withdrawal is mailed to you.
        </p>
      )}
      {!withdrawnAt && reason && <p className="mt-2 text-quiet">{reason}</p>}
      {answer.isPossible && (
        <>
          <p className="mt-2 text-quiet">
            You may withdraw until <Moment at={answer.until} />, without saying why
            {consent ? ", as long as you have opened nothing of it" : ""}. All of the money goes
            back, and the files close.
          </p>
          <details className="mt-1">
            <summary className={buttonClass("quiet")}>Withdraw from this purchase</summary>
            <form action={action} className="mt-2">
              <input type="hidden" name="token" value={token} />
              <SubmitButton
                waiting="Withdrawing…"
                className={buttonClass("secondary")}
                data-testid="withdraw"
              >
                Confirm the withdrawal
              </SubmitButton>
            </form>
          </details>
        </>
      )}
      {text && consentAt && (
        <p className="mt-2 text-quiet" data-testid="consent">
          On <Day at={consentAt} /> you agreed to {text}.
        </p>
      )}
    </section>
  )
}

function reasonOf(reason: Extract<Answer, { isPossible: false }>["reason"]): string | null {
  switch (reason) {
    case "opened":
      return "That is not possible any more: you agreed to immediate delivery, and have opened it. The refund promise of this shop stays."
    case "too-late":
      return `That was possible for ${WITHDRAWAL_DAYS} days from the payment on. The refund promise of this shop stays.`
    case "disputed":
      return "Your bank has been asked for the money: it goes back through the bank, or not at all."
    case "withdrawn":
      return "Done."
    case "refunded":
    case "free":
    case "not-paid":
      return null
  }
}
