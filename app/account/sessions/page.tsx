import type { Metadata } from "next"
import { endOne, endOthers, signOutEverywhere, signOutHere } from "@/app/account/sessions/actions"
import { notFoundPage } from "@/app/not-found-page"
import { SessionRow } from "@/components/session-row"
import { buttonClass } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireCustomer } from "@/lib/auth/require-customer"
import { listSessions } from "@/lib/auth/store"
import { now } from "@/lib/clock"

export const metadata: Metadata = { title: "Where you are signed in", robots: { index: false } }

/** The browsers in which a customer is signed in, and the ways out of each. */
export default async function SessionsPage({ searchParams }: PageProps<"/account/sessions">) {
  const customer = await requireCustomer("/account/sessions")
  const { done } = await searchParams
  if (done === "none") return notFoundPage()
  const sessions = await listSessions(customer.customerId, now())
  return (
    <div className="max-w-2xl pb-8">
      <h1 className="text-3xl font-semibold">Where you are signed in</h1>
      <p className="mt-3 text-quiet">
        Each browser stays signed in for thirty days after its last visit. If one of these is not
        yours, sign it out.
      </p>
      {(done === "one" || done === "others") && (
        <output className="mt-6 block">
          <Notice>
            <p>
              {done === "one"
                ? "That browser is signed out."
                : "All other browsers are signed out."}
            </p>
          </Notice>
        </output>
      )}
      <ul aria-label="Browsers" className="mt-6 divide-y divide-line border-y border-line">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            isThis={session.id === customer.sessionId}
            end={endOne}
          />
        ))}
      </ul>
      <div className="mt-8 flex flex-wrap gap-4">
        <form action={signOutHere}>
          <SubmitButton waiting="Signing out…" className={buttonClass()}>
            Sign out here
          </SubmitButton>
        </form>
        {sessions.length > 1 && (
          <form action={endOthers}>
            <SubmitButton waiting="Signing out…" className={buttonClass("secondary")}>
              Sign out everywhere else
            </SubmitButton>
          </form>
        )}
        <form action={signOutEverywhere}>
          <SubmitButton waiting="Signing out…" className={buttonClass("secondary")}>
            Sign out everywhere
          </SubmitButton>
        </form>
      </div>
    </div>
  )
}
