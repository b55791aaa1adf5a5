import { buttonClass } from "@/components/ui/button"
import type { ChangeChoices } from "@/lib/billing/list-change-choices"
import { env } from "@/lib/env"
import type { PlanPriceRow } from "@/lib/plans/store/plan-prices"
import { periodOf } from "@/lib/subscriptions/rules/periods"
import { priceInWords } from "@/lib/subscriptions/rules/words"

type Props = Pick<ChangeChoices, "own" | "choices"> & {
  /** The price that was chosen before. */
  chosen: string | undefined
}

const when = {
  upgrade: "At once; you pay the difference now.",
  downgrade: "At the end of the period you have paid for.",
  trial: "At once; your free trial ends when it would have.",
} as const

/** The prices that a subscription can change to. Looking at one changes nothing. */
export function ChangeOptions({ own, choices, chosen }: Props) {
  const first = choices.some(({ price }) => price.id === chosen) ? chosen : undefined
  return (
    <>
      {own.price && (
        <p className="mt-3 text-quiet">
          You have {own.price.plan.title}, {wordsOf(own.price)}.
        </p>
      )}
      {choices.length === 0 ? (
        <p className="mt-6" data-testid="no-choices">
          {own.stripeScheduleId
            ? "A change is to come already. Keep your plan first, then choose another."
            : "There is no other plan to change to at the moment."}
        </p>
      ) : (
        <form method="get" className="mt-6">
          <fieldset>
            <legend className="font-semibold">Change to</legend>
            <div className="mt-3 divide-y divide-line border-y border-line">
              {choices.map(({ price, kind }) => (
                <label key={price.id} className="flex cursor-pointer items-start gap-3 py-4">
                  <input
                    type="radio"
                    name="price"
                    value={price.id}
                    required
                    defaultChecked={price.id === first}
                    className="mt-1 size-5 shrink-0 accent-accent"
                    data-testid={`choose-${price.plan.slug}-${price.periodUnit}`}
                  />
                  <span className="min-w-0 wrap-anywhere">
                    <span className="font-medium">{price.plan.title}</span>, {wordsOf(price)}
                    <span className="block text-sm text-quiet">{when[kind]}</span>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
          <button type="submit" className={`${buttonClass()} mt-6`} data-testid="preview">
            See what it costs
          </button>
          <p className="mt-2 text-sm text-quiet">Nothing changes until you confirm it.</p>
        </form>
      )}
    </>
  )
}

function wordsOf(price: PlanPriceRow): string {
  return priceInWords({ ...price, period: periodOf(price) }, env().SHOP_LOCALE)
}
