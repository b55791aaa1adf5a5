import type { ReactNode } from "react"
import { GroupLink } from "@/components/group-link"
import { plainName } from "@/components/plain-name"
import type { ShownPlan } from "@/lib/billing/list-plans-for"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import type { Period } from "@/lib/subscriptions/rules/periods"
import { periodInWords, trialInWords } from "@/lib/subscriptions/rules/words"

type Props = { plans: ShownPlan[]; caption: string }

/** What each plan of a family has, plan beside plan, on screens that are wide enough for it. */
export function PlanTable({ plans, caption }: Props) {
  const periods = [
    ...new Set(plans.flatMap(({ prices }) => prices.map(({ period }) => nameOf(period)))),
  ]
  const groups = unite(plans.map((plan) => plan.groups))
  const features = unite(plans.map((plan) => plan.features))
  const hasTrial = plans.some(({ prices }) => prices.some(({ trialDays }) => trialDays > 0))
  return (
    <div className="mt-8 hidden overflow-x-auto md:block">
      <table className="w-full text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="py-3 pr-4">
              <span className="sr-only">What is in it</span>
            </th>
            {plans.map(({ slug, title }) => (
              <th key={slug} scope="col" className="px-4 py-3 font-semibold">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {periods.map((name) => (
            <Row key={name} head={name} plans={plans} cell={(plan) => priceOf(plan, name)} />
          ))}
          {hasTrial && <Row head="Free trial" plans={plans} cell={trialOf} />}
          {groups.map((group) => (
            <Row
              key={group}
              head={<GroupLink group={group} />}
              plans={plans}
              cell={(plan) => <Mark isThere={plan.groups.includes(group)} />}
            />
          ))}
          {features.map((feature) => (
            <Row
              key={feature}
              head={plainName(feature)}
              plans={plans}
              cell={(plan) => <Mark isThere={plan.features.includes(feature)} />}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type RowProps = { head: ReactNode; plans: ShownPlan[]; cell: (plan: ShownPlan) => ReactNode }

function Row({ head, plans, cell }: RowProps) {
  return (
    <tr className="border-b border-line">
      <th scope="row" className="py-2 pr-4 font-normal">
        {head}
      </th>
      {plans.map((plan) => (
        <td key={plan.slug} className="px-4 py-2 tabular-nums">
          {cell(plan)}
        </td>
      ))}
    </tr>
  )
}

function Mark({ isThere }: { isThere: boolean }) {
  return (
    <>
      <span aria-hidden className={isThere ? "text-accent" : "text-quiet"}>
        {isThere ? "✓" : "–"}
      </span>
      <span className="sr-only">{isThere ? "yes" : "no"}</span>
    </>
  )
}

function priceOf({ prices }: ShownPlan, name: string): string {
  const price = prices.find(({ period }) => nameOf(period) === name)
  return price ? formatMoney(price, env().SHOP_LOCALE) : "–"
}

function trialOf({ prices }: ShownPlan): string {
  const days = Math.max(0, ...prices.map(({ trialDays }) => trialDays))
  return days > 0 ? trialInWords(days) : "–"
}

function nameOf(period: Period | null): string {
  const text = periodInWords(period)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

// In the order of the lowest tier that has each.
function unite(lists: string[][]): string[] {
  return [...new Set(lists.flat())]
}
