import { adminMetadata, adminPage } from "@/app/admin/guard"
import { changeSettings, chooseDefault, retire } from "@/app/admin/plans/actions"
import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { OwnPlanItem } from "@/components/admin/own-plan-row"
import { PlanSettingsForm } from "@/components/admin/plan-settings-form"
import { ButtonLink } from "@/components/ui/button"
import { canChange } from "@/lib/administrators/rules"
import { env } from "@/lib/env"
import { countSubscribers } from "@/lib/plans/store/own-plan"
import { listShelf } from "@/lib/plans/store/shelf"
import { readTerms } from "@/lib/plans/store/terms"
import { priceInWords } from "@/lib/subscriptions/rules/words"
import { findDefaultPlan } from "@/lib/subscriptions/store/default-plan"
import { getBillingSettings } from "@/lib/subscriptions/store/settings"

export const generateMetadata = adminMetadata("Plans")

const words = {
  retired: "The plan is off the shelf. Those who have it keep it.",
  default: "It is the default plan. Customers are brought to it in the background.",
  settings: "Saved. What subscriptions open is made anew in the background.",
  "no-default": "There is no default plan any more.",
}

/** The plans of the shop, family by family, also versions that somebody still has. */
export default adminPage<PageProps<"/admin/plans">>(async ({ searchParams }, { role }) => {
  const [all, subscribers, byDefault, settings, { done, problem }] = await Promise.all([
    listShelf(true),
    countSubscribers(),
    findDefaultPlan(),
    getBillingSettings(),
    searchParams,
  ])
  const shown = all.filter((plan) => !plan.retiredAt || subscribers.has(plan.id))
  const families = [...new Map(shown.map(({ family }) => [family.slug, family])).values()]
  return (
    <>
      <OutcomeNotice done={done} problem={problem} words={words} />
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-3xl font-semibold">Plans</h1>
        {canChange(role) && <ButtonLink href="/admin/plans/new">Add a plan</ButtonLink>}
      </div>
      {families.length === 0 && (
        <p className="mt-8 text-quiet" data-testid="no-plans">
          There is no plan. One opens groups of products to whoever subscribes.
        </p>
      )}
      {families.map((family) => (
        <section key={family.slug} className="mt-8">
          <h2 className="text-xl font-semibold">{family.title}</h2>
          <ul className="mt-3 divide-y divide-line border-y border-line">
            {shown
              .filter((plan) => plan.family.slug === family.slug)
              .map((plan) => (
                <OwnPlanItem
                  key={plan.id}
                  plan={{
                    ...plan,
                    isOnSale: plan.retiredAt === null,
                    isDefault: plan.id === byDefault?.planId,
                    subscribers: subscribers.get(plan.id) ?? 0,
                    prices: plan.prices
                      .filter((price) => !price.archivedAt)
                      .map((price) => priceInWords(readTerms(price), env().SHOP_LOCALE)),
                  }}
                  steps={canChange(role) ? { retire, chooseDefault } : null}
                />
              ))}
          </ul>
        </section>
      ))}
      <section className="mt-12">
        <h2 className="text-xl font-semibold">For all subscriptions</h2>
        {canChange(role) ? (
          <PlanSettingsForm settings={settings} action={changeSettings} />
        ) : (
          <p className="mt-3 text-quiet" data-testid="plan-settings">
            {settings.graceDays} days of grace, {settings.trialDays} of trial,{" "}
            {settings.reminderDays} before a yearly charge. Paused ones{" "}
            {settings.opensWhilePaused ? "stay open" : "are closed"}.
          </p>
        )}
      </section>
    </>
  )
})
