import { buyNow } from "@/app/(shop)/products/[slug]/actions"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { mailMe } from "@/app/admin/setup/actions"
import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { SetupList } from "@/components/admin/setup-list"
import { ButtonLink } from "@/components/ui/button"
import { canChange } from "@/lib/administrators/rules"
import { findTrialGoods } from "@/lib/setup/find-trial-goods"
import { listChecks } from "@/lib/setup/list-checks"
import { isOpen } from "@/lib/setup/rules"

export const generateMetadata = adminMetadata("First steps")

const words = { mailed: "The test mail is on its way. Check again in a moment." }

/** The way from an empty shop to one that sells, each step tried when the page is opened. */
export default adminPage<PageProps<"/admin/setup">>(async ({ searchParams }, { role, email }) => {
  const [checks, goods, { done, problem }] = await Promise.all([
    listChecks(),
    findTrialGoods(),
    searchParams,
  ])
  const open = checks.filter(isOpen).length
  return (
    <>
      <OutcomeNotice done={done} problem={problem} words={words} />
      <h1 className="text-3xl font-semibold">First steps</h1>
      <p className="mt-3 max-w-2xl text-quiet" data-testid="steps-open" data-count={open}>
        {open === 0
          ? "Nothing is left to do. "
          : `${open} of ${checks.length} ${open === 1 ? "is" : "are"} left to do. `}
        Each was tried just now.
      </p>
      <SetupList
        checks={checks}
        mail={canChange(role) ? { action: mailMe, to: email } : null}
        trial={{ action: buyNow, goods }}
      />
      <p className="mt-8">
        <ButtonLink href="/admin/setup" look="secondary" data-testid="check-now">
          Check now
        </ButtonLink>
      </p>
      <p className="mt-4 text-sm text-quiet">
        The same on the command line: <code>npm run shop -- setup</code>
      </p>
    </>
  )
})
