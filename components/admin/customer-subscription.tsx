import { Day } from "@/components/day"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import type { OwnSubscription } from "@/lib/billing/store/own-subscriptions"

type Step = (form: FormData) => Promise<void>
type Props = {
  own: OwnSubscription
  customerId: string
  /** Null: whoever looks may change nothing. */
  steps: { end: Step; ask: Step } | null
}

/** One subscription as Stripe has it, and how to end it. */
export function CustomerSubscription({ own, customerId, steps }: Props) {
  const isOver = own.status === "canceled" || own.status === "incomplete_expired"
  const periodEndsAt = own.items[0]?.periodEndsAt
  const fields = (
    <>
      <input type="hidden" name="customer" value={customerId} />
      <input type="hidden" name="subscription" value={own.id} />
    </>
  )
  return (
    <li
      className="rounded-lg border border-line p-5"
      data-testid={`own-${own.id}`}
      data-status={own.status}
    >
      <p className="font-medium">
        {own.price ? `${own.price.plan.title}, ${own.status}` : `Not of this shop, ${own.status}`}
      </p>
      <p className="mt-1 text-sm text-quiet wrap-anywhere">
        {own.stripeSubscriptionId} · since <Day at={own.startedAt} />
        {periodEndsAt && !isOver && (
          <>
            {" "}
            · period ends <Day at={periodEndsAt} />
          </>
        )}
        {own.cancelAt && (
          <>
            {" "}
            · ends <Day at={own.cancelAt} />
          </>
        )}
      </p>
      {steps && own.isRecurring && (
        <div className="mt-3 flex flex-wrap items-start gap-4">
          <form action={steps.ask}>
            {fields}
            <SubmitButton waiting="Asking…" className={buttonClass("secondary")} data-testid="ask">
              Ask Stripe again
            </SubmitButton>
          </form>
          {!isOver && (
            <details>
              <summary className={buttonClass("quiet")}>End it now</summary>
              <form action={steps.end} className="mt-2 space-y-3">
                {fields}
                <p className="max-w-prose text-sm">
                  What it opens closes at once, and there is no way back.
                </p>
                <label className="flex min-h-11 items-center gap-2">
                  <input type="checkbox" name="refund" className="size-5" /> Give back what was paid
                  for the running period
                </label>
                <SubmitButton waiting="Ending…" className={buttonClass()} data-testid="end-now">
                  End the subscription
                </SubmitButton>
              </form>
            </details>
          )}
        </div>
      )}
    </li>
  )
}
