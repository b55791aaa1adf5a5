import type { FormAction } from "@/components/buy-form"
import { GroupLink } from "@/components/group-link"
import { plainName } from "@/components/plain-name"
import { PlanPrice } from "@/components/plan-price"
import { Badge } from "@/components/ui/badge"
import { ButtonLink } from "@/components/ui/button"
import type { ShownPlan } from "@/lib/billing/list-plans-for"
import type { OwnPlan } from "@/lib/plans/rules/plan-state"

type Props = {
  plan: ShownPlan
  /** What the visitor has of the family. */
  own: OwnPlan | null
  subscribe: FormAction
  isSignedIn: boolean
}

/** A plan: what it costs, what it opens, and the way to it for this visitor. */
export function PlanCard({ plan, own, subscribe, isSignedIn }: Props) {
  const { slug, title, summary, state, prices } = plan
  return (
    <article
      id={`plan-${slug}`}
      data-testid={`plan-${slug}`}
      data-state={state}
      className="flex flex-col rounded-lg border border-line p-5 target:border-accent"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-xl font-semibold wrap-anywhere">{title}</h3>
        {state === "yours" && <Badge>Your plan</Badge>}
        {state === "included" && <Badge>Included in your plan</Badge>}
      </div>
      {summary && <p className="mt-2 text-quiet">{summary}</p>}
      <ul className="mt-4 grid gap-x-5 gap-y-4 [&>li+li]:border-t [&>li+li]:border-line [&>li+li]:pt-4">
        {prices.map((price) => (
          <li key={price.id}>
            <PlanPrice price={price} plan={plan} subscribe={subscribe} isSignedIn={isSignedIn} />
          </li>
        ))}
      </ul>
      <div className="mt-auto">
        <Standing plan={plan} own={own} />
        <Contents plan={plan} />
      </div>
    </article>
  )
}

function Standing({ plan: { state, title }, own }: Pick<Props, "plan" | "own">) {
  if (state === "open") return null
  const hint = {
    yours: "You have this plan.",
    included: `${own?.title ?? "Your plan"} has all of it.`,
    higher: `You are already on ${own?.title ?? "another plan"}. It can become ${title} at any time.`,
    other: `You are already on ${own?.title ?? "another plan"}.`,
  }[state]
  return (
    <div className="mt-4 space-y-3">
      <p className="text-sm text-quiet">{hint}</p>
      {state !== "included" && (
        <ButtonLink href="/account/subscription" look="secondary" className="w-full">
          {state === "yours" ? "Your subscription" : state === "higher" ? "Upgrade" : "Change plan"}
        </ButtonLink>
      )}
    </div>
  )
}

// On a wide screen the table below says the same, plan beside plan.
function Contents({ plan: { groups, features } }: Pick<Props, "plan">) {
  return (
    <div className="mt-5 text-sm md:hidden">
      {groups.length > 0 && (
        <>
          <p className="font-medium">Opens everything in</p>
          <ul className="mt-1 flex flex-wrap gap-x-3">
            {groups.map((group) => (
              <li key={group} className="flex min-h-9 items-center">
                <GroupLink group={group} />
              </li>
            ))}
          </ul>
        </>
      )}
      {features.length > 0 && (
        <ul className="mt-3 space-y-1">
          {features.map((feature) => (
            <li key={feature}>
              <span aria-hidden>✓ </span>
              {plainName(feature)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
