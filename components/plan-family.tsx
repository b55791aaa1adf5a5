import type { FormAction } from "@/components/buy-form"
import { PlanCard } from "@/components/plan-card"
import { PlanTable } from "@/components/plan-table"
import { PageLink } from "@/components/ui/page-link"
import type { ShownFamily } from "@/lib/billing/list-plans-for"

type Props = { family: ShownFamily; subscribe: FormAction; isSignedIn: boolean }

/** The plans of a family side by side, and what each has in a table. */
export function PlanFamily({ family, subscribe, isSignedIn }: Props) {
  const { slug, title, summary, own, plans } = family
  return (
    <section aria-labelledby={`family-${slug}`} className="mt-12" data-testid={`family-${slug}`}>
      <h2 id={`family-${slug}`} className="text-2xl font-semibold">
        {title}
      </h2>
      {summary && <p className="mt-2 max-w-prose text-quiet">{summary}</p>}
      {own && (
        <p className="mt-4" data-testid={`already-on-${slug}`}>
          You are already on the plan <strong>{own.title}</strong>. Changing it, and ending it, is
          done on{" "}
          <PageLink href="/account/subscription" className="link">
            your subscription’s page
          </PageLink>
          .
        </p>
      )}
      <ul className="mt-6 grid grid-cols-1 gap-5 md:grid-cols-[repeat(auto-fit,minmax(16rem,1fr))]">
        {plans.map((plan) => (
          <li key={plan.slug} className="flex *:grow">
            <PlanCard plan={plan} own={own} subscribe={subscribe} isSignedIn={isSignedIn} />
          </li>
        ))}
      </ul>
      {plans.length > 1 && <PlanTable plans={plans} caption={`What each plan of ${title} has`} />}
    </section>
  )
}
