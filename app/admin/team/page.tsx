import { adminMetadata, adminPage } from "@/app/admin/guard"
import { saveRequirement } from "@/app/admin/team/actions"
import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { RequirementForm } from "@/components/admin/requirement-form"
import { TeamList } from "@/components/admin/team-list"
import { PageLink } from "@/components/ui/page-link"
import { listTeam } from "@/lib/administrators/list-team"
import { canChange } from "@/lib/administrators/rules"
import { isSecondFactorRequired } from "@/lib/administrators/store/second-factors"

export const generateMetadata = adminMetadata("Team")

const words = {
  required: "Saved. Who has no second factor sets one up before they see anything here.",
  optional: "Saved. A second factor is everybody’s own choice.",
}

/** Who may open the administration, and how well that is guarded. */
export default adminPage<PageProps<"/admin/team">>(async ({ searchParams }, { role }) => {
  const [team, isRequired, { done, problem }] = await Promise.all([
    listTeam(),
    isSecondFactorRequired(),
    searchParams,
  ])
  return (
    <>
      <OutcomeNotice done={done} problem={problem} words={words} />
      <h1 className="text-3xl font-semibold">Team</h1>
      <p className="mt-3 max-w-2xl text-quiet">
        Who may open the administration, once they have signed in with their address. Those of
        ADMIN_EMAILS stand in the shop’s settings; others are added and removed where the shop runs:{" "}
        <code className="rounded bg-surface px-2 py-1 text-sm wrap-anywhere">
          npm run shop -- admin add you@example.com --role support
        </code>
      </p>
      <TeamList team={team} />
      <section className="mt-10 max-w-2xl">
        <h2 className="text-xl font-semibold">Second factor</h2>
        <p className="mt-3 text-quiet">
          With one, a mailbox alone does not open the administration: an app’s code is typed beside
          it.
        </p>
        <p className="mt-3">
          <PageLink href="/account/second-factor" className="link min-h-11 content-center">
            Your own second factor
          </PageLink>
        </p>
        {canChange(role) ? (
          <RequirementForm isRequired={isRequired} action={saveRequirement} />
        ) : (
          <p className="mt-3" data-testid="requirement">
            {isRequired ? "Everybody here must have one." : "It is everybody’s own choice."}
          </p>
        )}
      </section>
    </>
  )
})
