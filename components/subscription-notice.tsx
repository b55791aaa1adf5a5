import { Notice } from "@/components/ui/notice"
import type { StepRefusal } from "@/lib/subscriptions/rules/steps"

const done: Record<string, string> = {
  started: "Your subscription has begun. What it opens is in your library.",
  changed: "Your plan is changed.",
  scheduled: "Your plan changes at the end of the period. Until then everything stays as it is.",
  kept: "Your plan stays as it is.",
  paused: "Your subscription is paused. Nothing is charged until you resume it.",
  resumed: "Your subscription goes on.",
  cancelled: "Your subscription is cancelled. Nothing more is charged for it.",
  paid: "Thank you. What was owed has been paid.",
  "nothing-due": "Nothing is owed. Your subscription is as it stands below.",
  same: "You have that plan already.",
}

const problems: Record<string, { title: string; text: string }> = {
  unavailable: {
    title: "The payment service did not answer",
    text: "We can’t say whether it was done: below is how things stood before. Try again in a moment; nothing is done or charged twice.",
  },
  declined: {
    title: "Your card was declined",
    text: "Nothing has changed. Choose another card under Cards and try again.",
  },
  confirm: {
    title: "Your bank asks you to confirm the payment",
    text: "Open the unpaid payment below to confirm it there; if there is none, choose another card under Cards and try again.",
  },
  expired: {
    title: "This preview is not valid any more",
    text: "Nothing was changed. Below is what the change costs now; confirm it if you agree.",
  },
  "not-for-sale": {
    title: "That plan can’t be chosen any more",
    text: "Nothing was changed. Choose another one.",
  },
  "other-currency": {
    title: "That price is in another currency",
    text: "A subscription stays in its currency. Nothing was changed.",
  },
  over: { title: "It has ended already", text: "There is nothing left to change." },
}

const refusals: Record<StepRefusal, string> = {
  ended: "The subscription has ended.",
  once: "It was paid once, and ends by itself.",
  unpaid: "A payment is owed. Pay it first.",
  paused: "The subscription is paused. Resume it first.",
  cancelling: "The subscription is cancelled. Resume it first.",
  "change-scheduled": "A change of plan is to come. Take it back first.",
  limited: "The plan ends after a fixed time.",
  trial: "The free trial is running. Nothing is charged in it.",
  "not-offered": "The payment service does not offer that.",
}

/** Why a step is not possible, in a sentence that says what to do. */
export function refusalInWords(because: StepRefusal): string {
  return refusals[because]
}

/** What became of the last thing that was done to a subscription; an unknown result: nothing. */
export function SubscriptionNotice({ result }: { result: string | undefined }) {
  if (!result) return null
  const text = Object.hasOwn(done, result) ? done[result] : null
  if (text)
    return (
      <div aria-live="polite" data-testid="subscription-done" data-result={result}>
        <Notice>
          <p>{text}</p>
        </Notice>
      </div>
    )
  const problem = Object.hasOwn(problems, result)
    ? problems[result]
    : isRefusal(result)
      ? { title: "That is not possible now", text: refusals[result] }
      : null
  if (!problem) return null
  return (
    <div role="alert" data-testid="subscription-problem" data-result={result}>
      <Notice tone="alert" title={problem.title}>
        <p>{problem.text}</p>
      </Notice>
    </div>
  )
}

function isRefusal(result: string): result is StepRefusal {
  return Object.hasOwn(refusals, result)
}
