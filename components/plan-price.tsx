import type { FormAction } from "@/components/buy-form"
import { Price } from "@/components/price"
import { SubscribeForm } from "@/components/subscribe-form"
import { buttonClass } from "@/components/ui/button"
import type { ShownPlan, ShownPrice } from "@/lib/billing/list-plans-for"
import { env } from "@/lib/env"
import { termsInWords } from "@/lib/plans/rules/terms"
import { periodInWords } from "@/lib/subscriptions/rules/words"

type Props = {
  price: ShownPrice
  plan: Pick<ShownPlan, "slug" | "title">
  subscribe: FormAction
  isSignedIn: boolean
}

/** One price of a plan, what is charged when, and its button. */
export function PlanPrice({ price, plan, subscribe, isSignedIn }: Props) {
  const often = periodInWords(price.period)
  const testId = `subscribe-${plan.slug}-${price.position}`
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Price
          money={price}
          slug={`${plan.slug}-${price.position}`}
          className="text-2xl font-semibold"
        />
        <span className="text-quiet">{often}</span>
      </p>
      <p className="mt-1 mb-3 text-sm text-quiet">
        {termsInWords(price, price.trialDays, env().SHOP_LOCALE)}
      </p>
      {price.isOpen ? (
        <SubscribeForm
          action={subscribe}
          priceId={price.id}
          plan={plan}
          says={often}
          label={labelOf(price, isSignedIn)}
          testId={testId}
        />
      ) : (
        <button type="button" disabled data-testid={testId} className={disabledClass}>
          {price.period ? "Subscribe" : "Buy"}
          <span className="sr-only">
            : {plan.title}, {often}
          </span>
        </button>
      )}
    </>
  )
}

// Grey, not faded: the words on it stay readable.
const disabledClass = `${buttonClass("secondary")} w-full cursor-not-allowed border-dashed text-quiet hover:border-edge hover:bg-transparent`

function labelOf({ period, trialDays }: ShownPrice, isSignedIn: boolean): string {
  const label = !period ? "Buy" : trialDays > 0 ? "Start free trial" : "Subscribe"
  return isSignedIn ? label : `Sign in and ${label.charAt(0).toLowerCase()}${label.slice(1)}`
}
