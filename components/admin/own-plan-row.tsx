import type { Route } from "next"
import type { FormAction } from "@/components/buy-form"
import { Badge } from "@/components/ui/badge"
import { buttonClass } from "@/components/ui/button"
import { PageLink } from "@/components/ui/page-link"
import { SubmitButton } from "@/components/ui/submit-button"

export type OwnPlanRow = {
  slug: string
  title: string
  version: number
  isOnSale: boolean
  isDefault: boolean
  prices: string[]
  subscribers: number
}

type Props = {
  plan: OwnPlanRow
  /** What may be done with it; null: whoever looks may change nothing. */
  steps: { retire: FormAction; chooseDefault: FormAction } | null
}

/** A version of a plan in the owner's list. */
export function OwnPlanItem({ plan, steps }: Props) {
  const { slug, title, version, isOnSale, isDefault, prices, subscribers } = plan
  return (
    <li className="py-3" data-testid={`own-plan-${slug}-${version}`}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        {isOnSale ? (
          <PageLink
            href={`/admin/plans/${slug}` as Route}
            className="link min-h-11 content-center font-medium"
          >
            {title}
          </PageLink>
        ) : (
          <span className="min-h-11 content-center text-quiet">{title}</span>
        )}
        <p className="flex flex-wrap items-center gap-3 text-sm text-quiet tabular-nums">
          {isDefault && <Badge>default plan</Badge>}
          {!isOnSale && <Badge>off the shelf</Badge>}
          version {version} · {subscribers === 1 ? "1 subscriber" : `${subscribers} subscribers`}
        </p>
      </div>
      <p className="text-sm text-quiet">{prices.join(" · ")}</p>
      {isOnSale && steps && (
        <div className="flex flex-wrap gap-x-6">
          <form action={steps.chooseDefault}>
            <input type="hidden" name="plan" value={isDefault ? "" : slug} />
            <SubmitButton waiting="Changing…" className={buttonClass("quiet")}>
              {isDefault ? "No default plan" : "Make it the default plan"}
            </SubmitButton>
          </form>
          {!isDefault && (
            <form action={steps.retire}>
              <input type="hidden" name="plan" value={slug} />
              <SubmitButton waiting="Changing…" className={buttonClass("quiet")}>
                Take it off the shelf
              </SubmitButton>
            </form>
          )}
        </div>
      )}
    </li>
  )
}
