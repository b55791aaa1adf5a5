import { Notice } from "@/components/ui/notice"
import { PageLink } from "@/components/ui/page-link"

const done = {
  added: "Your card is saved. You can choose it when you next buy something.",
  removed: "The card is removed.",
  default: "That card is your default now.",
} as const

const problems = {
  stripe: {
    title: "The payment service did not answer",
    text: "Nothing was changed. Try again in a moment.",
  },
  often: {
    title: "That was a little too often",
    text: "Many cards were begun to be added. Try again in an hour; nothing was changed.",
  },
} as const

// What became of what was owed for subscriptions.
const payments = {
  paid: { tone: "plain", text: "What was owed for your subscription has been paid with it." },
  declined: {
    tone: "alert",
    text: "The payment that is owed for your subscription was declined. Try another card.",
  },
  confirm: {
    tone: "alert",
    text: "Your bank asks you to confirm the payment that is owed for your subscription.",
  },
  unavailable: {
    tone: "alert",
    text: "The payment that is owed for your subscription could not be tried. Try it again there.",
  },
} as const

type Props = {
  result: string | undefined
  payment: string | undefined
  problem: string | undefined
}

/** What became of the last thing that was done on the page of cards. */
export function CardNotice({ result, payment, problem }: Props) {
  if (problem && isKey(problems, problem)) {
    const { title, text } = problems[problem]
    return (
      <div role="alert" data-testid="card-problem">
        <Notice tone="alert" title={title}>
          <p>{text}</p>
        </Notice>
      </div>
    )
  }
  if (!result || !isKey(done, result)) return null
  const owed = payment && isKey(payments, payment) ? payments[payment] : null
  return (
    <div aria-live="polite" data-testid="card-done" className="space-y-4">
      <Notice>
        <p>{done[result]}</p>
      </Notice>
      {owed && (
        <Notice tone={owed.tone}>
          <p data-testid="card-payment" data-outcome={payment}>
            {owed.text}{" "}
            <PageLink href="/account/subscription" className="link">
              Your subscription
            </PageLink>
          </p>
        </Notice>
      )}
    </div>
  )
}

function isKey<T extends object>(of: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(of, key)
}
