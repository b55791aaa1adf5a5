import type { Metadata } from "next"
import { begin, confirm, giveUp, renewCodes } from "@/app/account/second-factor/actions"
import { requireOwnFactor } from "@/app/account/second-factor/guard"
import { notFoundPage } from "@/app/not-found-page"
import { Day } from "@/components/day"
import { SecondFactorSteps } from "@/components/second-factor-steps"
import { Notice } from "@/components/ui/notice"
import { findOwnFactor } from "@/lib/administrators/find-own-factor"
import { currentCustomer } from "@/lib/auth/current-customer"

export const metadata: Metadata = { title: "Second factor", robots: { index: false } }

/** An administrator's second factor: how it is set up, and what can be done with it. */
export default async function SecondFactorPage({
  searchParams,
}: PageProps<"/account/second-factor">) {
  if (!(await currentCustomer())?.role) return notFoundPage()
  const { email, secondFactor } = await requireOwnFactor()
  const [factor, { done }] = await Promise.all([findOwnFactor(email), searchParams])
  return (
    <div className="max-w-2xl pb-8">
      <h1 className="text-3xl font-semibold">Second factor</h1>
      <p className="mt-3 text-quiet">
        With it, your mailbox alone does not open the administration: whoever signs in with your
        address also types six digits that an app on your phone shows.
      </p>
      {secondFactor === "setup" && (
        <div className="mt-6" data-testid="second-factor-wanted">
          <Notice title="This shop wants one of you">
            <p>The administration opens as soon as it is set up.</p>
          </Notice>
        </div>
      )}
      {done === "off" && factor.state === "off" && (
        <output className="mt-6 block">
          <Notice>
            <p>It is given up: signing in with your address is enough again.</p>
          </Notice>
        </output>
      )}
      <div className="mt-8 space-y-10" data-testid="second-factor" data-state={factor.state}>
        <SecondFactorSteps
          factor={factor.state === "on" ? { ...factor, since: <Day at={factor.since} /> } : factor}
          begin={begin}
          confirm={confirm}
          renew={renewCodes}
          giveUp={giveUp}
        />
      </div>
    </div>
  )
}
