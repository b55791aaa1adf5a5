import type { Metadata, Route } from "next"
import { redirect } from "next/navigation"
import { askToSignIn, continueSignIn } from "@/app/sign-in/actions"
import { AskForm } from "@/components/ask-form"
import { buttonClass } from "@/components/ui/button"
import { NarrowPage } from "@/components/ui/narrow-page"
import { SubmitButton } from "@/components/ui/submit-button"
import { currentCustomer } from "@/lib/auth/current-customer"
import { findLink } from "@/lib/auth/find-link"

export const metadata: Metadata = {
  title: "Continue",
  robots: { index: false, follow: false },
  referrer: "same-origin",
}

/**
 * Where the link of a mail leads. Opening it changes nothing, whoever opens it, however often: a mail
 * scanner presses no button.
 */
export default async function ContinuePage({ searchParams }: PageProps<"/sign-in/continue">) {
  const { token } = await searchParams
  const link = typeof token === "string" ? await findLink(token) : null
  if (link?.proof.purpose !== "sign_in") return <Lapsed why="That link is not one of ours" />
  const { email, callbackPath } = link.proof
  if ((await currentCustomer())?.email === email) redirect(callbackPath as Route)
  if (link.state === "used")
    return <Lapsed why="That link has been used" email={email} path={callbackPath} />
  if (link.state === "expired")
    return <Lapsed why="That link has expired" email={email} path={callbackPath} />
  return (
    <NarrowPage
      title="Sign in"
      lead={
        <p>
          As <strong className="wrap-anywhere">{email}</strong>, in this browser.
        </p>
      }
    >
      <form action={continueSignIn}>
        <input type="hidden" name="token" value={token} />
        <SubmitButton waiting="Signing in…" className={buttonClass()}>
          Continue
        </SubmitButton>
      </form>
      <p className="text-quiet">
        Not you, or not your mail? Close this page; nobody is signed in without the button.
      </p>
    </NarrowPage>
  )
}

function Lapsed({ why, email, path }: { why: string; email?: string; path?: string }) {
  return (
    <NarrowPage
      title={why}
      lead={<p>A link works once, for an hour. Nothing is lost: we will mail you a new one.</p>}
    >
      <AskForm
        action={askToSignIn}
        label="Your email address"
        button="Send me a new one"
        {...(email ? { email } : {})}
        {...(path ? { callbackUrl: path } : {})}
      />
    </NarrowPage>
  )
}
