import { adminMetadata, adminPage } from "@/app/admin/guard"
import { save } from "@/app/admin/plans/actions"
import { notFoundPage } from "@/app/not-found-page"
import { PlanForm } from "@/components/admin/plan-form"
import { canChange } from "@/lib/administrators/rules"
import { newPlan } from "@/lib/plans/edit/typed-of-plan"
import { listFamilies } from "@/lib/plans/store/own-plan"

export const generateMetadata = adminMetadata("New plan")

/** The form of a new plan. */
export default adminPage<PageProps<"/admin/plans/new">>(async (_, { role }) => {
  if (!canChange(role)) return notFoundPage()
  return (
    <>
      <h1 className="text-3xl font-semibold">New plan</h1>
      <PlanForm
        action={save}
        initial={newPlan}
        plan=""
        revision=""
        families={await listFamilies()}
      />
    </>
  )
})
