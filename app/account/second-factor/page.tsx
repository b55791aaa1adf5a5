import type { Metadata } from "next"
import { begin, confirm, giveUp, renewCodes } from "@/app/account/second-factor/actions"
import { requireOwnFactor } from "@/app/account/second-factor/guard"
import { notFoundPage } from "@/app/not-found-page"
import { AppKey } from "@/components/app-key"
import { Day } from "@/components/day"
import { SecondFactorCodeForm } from "@/components/second-factor-code-form"
import { buttonClass } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { findOwnFactor, type OwnFactor } from "@/lib/administrators/find-own-factor"
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
        <Steps factor={factor} />
      </div>
    </div>
  )
}

function Steps({ factor }: { factor: OwnFactor }) {
  switch (factor.state) {
    case "off":
      return <Begin button="Set it up" />
    case "begun":
      return (
        <>
          <AppKey uri={factor.uri} letters={factor.letters} />
          <SecondFactorCodeForm
            id="code"
            action={confirm}
            label="What the app shows"
            hint="Six digits, new every thirty seconds."
            button="Turn it on"
          />
          <Begin button="Begin anew with another key" isAgain />
        </>
      )
    case "on":
      return (
        <>
          <p>
            On since <Day at={factor.since} />. {recoveryWords(factor.recoveryLeft)}
          </p>
          <SecondFactorCodeForm
            id="renew"
            action={renewCodes}
            label="New recovery codes, in the place of those that are left"
            hint="Type what the app shows, or a recovery code."
            button="Make new codes"
            look="secondary"
          />
          <SecondFactorCodeForm
            id="give-up"
            action={giveUp}
            label="Give it up"
            hint="Type what the app shows, or a recovery code."
            button="Turn it off"
            look="secondary"
          />
        </>
      )
  }
}

function recoveryWords(left: number): string {
  if (left === 0) return "No recovery code is left: make new ones."
  return left === 1 ? "One recovery code is left." : `${left} recovery codes are left.`
}

function Begin({ button, isAgain = false }: { button: string; isAgain?: boolean }) {
  return (
    <form action={begin}>
      <SubmitButton
        waiting="One moment…"
        className={buttonClass(isAgain ? "quiet" : "primary")}
        data-testid="begin-second-factor"
      >
        {button}
      </SubmitButton>
    </form>
  )
}
