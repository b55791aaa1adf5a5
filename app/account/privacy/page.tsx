import type { Metadata } from "next"
import { deleteMyAccount, signInAgain } from "@/app/account/privacy/actions"
import { DeleteAccountForm } from "@/components/delete-account-form"
import { DeletionWords } from "@/components/deletion-words"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import { isFresh } from "@/lib/account/rules"
import { findSignedInAt } from "@/lib/account/store/overview"
import { requireCustomer } from "@/lib/auth/require-customer"
import { now } from "@/lib/clock"

export const metadata: Metadata = { title: "Your data", robots: { index: false } }

/** What the shop knows, to take along; and the way to be forgotten. */
export default async function PrivacyPage() {
  const { email, sessionId } = await requireCustomer("/account/privacy")
  const signedInAt = await findSignedInAt(sessionId)
  return (
    <>
      <h1 className="text-3xl font-semibold">Your data</h1>
      <section aria-labelledby="export" className="mt-8">
        <h2 id="export" className="text-xl font-semibold">
          Take it along
        </h2>
        <p className="mt-3 max-w-prose text-quiet">
          One JSON file with everything that this shop knows of you: orders, purchases, downloads,
          sign-ins, mails, what the payment provider told us, and a list of your files with their
          checksums.
        </p>
        <form action="/api/account/export" method="post" className="mt-5">
          <button type="submit" className={buttonClass("secondary")}>
            Download my data
          </button>
        </form>
      </section>
      <section aria-labelledby="delete" className="mt-14 border-t border-line pt-10">
        <h2 id="delete" className="text-xl font-semibold">
          Delete my account
        </h2>
        <DeletionWords />
        <div className="mt-6">
          {signedInAt && isFresh(signedInAt, now()) ? (
            <DeleteAccountForm email={email} action={deleteMyAccount} />
          ) : (
            <form action={signInAgain} className="space-y-4">
              <p>For this you must have signed in within the last 15 minutes.</p>
              <SubmitButton waiting="Signing out…" className={buttonClass("secondary")}>
                Sign in again
              </SubmitButton>
            </form>
          )}
        </div>
      </section>
    </>
  )
}
