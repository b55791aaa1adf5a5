import { adminMetadata, adminPage } from "@/app/admin/guard"
import { save } from "@/app/admin/plans/actions"
import { notFoundPage } from "@/app/not-found-page"
import { AuditList } from "@/components/admin/audit-list"
import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { PlanForm } from "@/components/admin/plan-form"
import { Notice } from "@/components/ui/notice"
import { canChange } from "@/lib/administrators/rules"
import { listChanges } from "@/lib/audit/store"
import { typedOfPlan } from "@/lib/plans/edit/typed-of-plan"
import { planRevision } from "@/lib/plans/edit-plan"
import { externalOwnerOf } from "@/lib/plans/rules/owner"
import { findOwnPlan } from "@/lib/plans/store/own-plan"

export const generateMetadata = adminMetadata("Plan")

const words = {
  created: "The plan is on sale, here and at Stripe.",
  edited: "Saved.",
  unchanged: "Saved. Nothing was another than before.",
  version: "It is on sale in a new version. Who has an older one keeps it.",
}

/** One plan: the version that is on sale. */
export default adminPage<PageProps<"/admin/plans/[slug]">>(
  async ({ params, searchParams }, { role }) => {
    const plan = await findOwnPlan((await params).slug)
    if (!plan) return notFoundPage()
    const subject = { kind: "plan", id: plan.id }
    const [{ changes }, { done, problem }] = await Promise.all([
      listChanges({ subject, after: null, limit: 20 }),
      searchParams,
    ])
    const owner = externalOwnerOf(plan.metadata)
    return (
      <>
        <OutcomeNotice done={done} problem={problem} words={words} />
        <h1 className="text-3xl font-semibold">{plan.title}</h1>
        <p className="mt-3 text-quiet">
          {plan.family.title}, version {plan.version}
        </p>
        {owner && (
          <div className="mt-6" data-testid="external-plan">
            <Notice title={`${owner} owns this plan`}>
              <p>
                It charges for it by its own terms, so it cannot be changed here: change it at{" "}
                {owner}, and then bring this shop after it with npm run shop -- plan save.
              </p>
            </Notice>
          </div>
        )}
        {!owner && canChange(role) && (
          <PlanForm
            action={save}
            initial={typedOfPlan(plan)}
            plan={plan.slug}
            revision={planRevision(plan)}
            families={[]}
          />
        )}
        <h2 className="mt-10 text-xl font-semibold">What administrators did</h2>
        <AuditList changes={changes} />
      </>
    )
  },
)
