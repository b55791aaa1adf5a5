import type { Route } from "next"
import type { FormAction } from "@/components/buy-form"
import { Day } from "@/components/day"
import { plainName } from "@/components/plain-name"
import { StepForm } from "@/components/step-form"
import { SubscriptionInvoices } from "@/components/subscription-invoices"
import { ButtonLink } from "@/components/ui/button"
import type { ShownSubscription } from "@/lib/billing/show-subscriptions"
import { now } from "@/lib/clock"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import { periodOf } from "@/lib/subscriptions/rules/periods"
import { statusInWords } from "@/lib/subscriptions/rules/status-words"
import { priceInWords } from "@/lib/subscriptions/rules/words"

/** What its buttons do. */
export type Steps = Record<"pause" | "resume" | "takeBack" | "retry", FormAction>

/** One subscription: what it is, how it stands, what is charged next, and what can be done with it. */
export function SubscriptionCard({ shown, steps }: { shown: ShownSubscription; steps: Steps }) {
  const { id, slug, title, view, price, groups, features } = shown
  const { SHOP_LOCALE, SHOP_TIME_ZONE } = env()
  const headingId = `subscription-${id}`
  return (
    <section
      aria-labelledby={headingId}
      className="rounded-lg border border-line p-5 sm:p-6"
      data-testid={`subscription-${slug}`}
      data-status={view.status}
    >
      <h2 id={headingId} className="text-xl font-semibold wrap-anywhere">
        {title}
      </h2>
      {price && (
        <p className="mt-1 text-quiet">
          {priceInWords({ ...price, period: periodOf(price) }, SHOP_LOCALE)}
        </p>
      )}
      <p className="mt-4" data-testid="status">
        {statusInWords(view, now(), SHOP_LOCALE, SHOP_TIME_ZONE)}
      </p>
      <NextCharge shown={shown} />
      {!shown.isOver && groups.length > 0 && (
        <p className="mt-4 wrap-anywhere">
          <span className="text-quiet">Opens</span> {groups.map(plainName).join(", ")}
        </p>
      )}
      {!shown.isOver && features.length > 0 && (
        <p className="mt-1 wrap-anywhere">
          <span className="text-quiet">With</span> {features.map(plainName).join(", ")}
        </p>
      )}
      {!shown.isOver && <Buttons shown={shown} steps={steps} />}
      <SubscriptionInvoices invoices={shown.invoices} />
    </section>
  )
}

function NextCharge({ shown: { nextCharge, nextPrice } }: { shown: ShownSubscription }) {
  return (
    <>
      {nextPrice && (
        <p className="mt-1" data-testid="next-plan">
          Changes to {nextPrice.price?.plan.title ?? "another plan"} on <Day at={nextPrice.at} />.
        </p>
      )}
      {nextCharge && (
        <p
          className="mt-1"
          data-testid="next-charge"
          data-amount={nextCharge.money.amount}
          data-currency={nextCharge.money.currency}
        >
          Next charge: {formatMoney(nextCharge.money, env().SHOP_LOCALE)} on{" "}
          <Day at={nextCharge.at} />.
          {!nextCharge.isCertain &&
            " The payment service does not answer right now; a coupon or a credit may make it less."}
        </p>
      )}
    </>
  )
}

function Buttons({ shown, steps }: { shown: ShownSubscription; steps: Steps }) {
  const { id, title, can, due, nextPrice } = shown
  const paths = `/account/subscription/${id}`
  const form = { id, title }
  return (
    <div className="mt-6 flex flex-wrap gap-3">
      {due && <StepForm {...form} action={steps.retry} label="Pay now" name="retry" isFirst />}
      {can.resume && (
        <StepForm {...form} action={steps.resume} label="Resume" name="resume" isFirst />
      )}
      {can.change && (
        <ButtonLink href={`${paths}/change` as Route} look="secondary" data-testid="change">
          Change plan
        </ButtonLink>
      )}
      {nextPrice && (
        <StepForm {...form} action={steps.takeBack} label="Keep this plan" name="take-back" />
      )}
      {can.pause && <StepForm {...form} action={steps.pause} label="Pause" name="pause" />}
      {can.cancel && (
        <ButtonLink href={`${paths}/cancel` as Route} look="quiet" data-testid="cancel">
          Cancel
        </ButtonLink>
      )}
    </div>
  )
}
