import type { Metadata, Route } from "next"
import { redirect } from "next/navigation"
import { currentVisit } from "@/app/browser"
import { askToSignIn, continueWithGoogle } from "@/app/sign-in/actions"
import { AskForm } from "@/components/ask-form"
import { buttonClass } from "@/components/ui/button"
import { NarrowPage } from "@/components/ui/narrow-page"
import { Notice } from "@/components/ui/notice"
import { PageLink } from "@/components/ui/page-link"
import { SubmitButton } from "@/components/ui/submit-button"
import { callbackPath } from "@/lib/auth/callback-path"
import { currentCustomer } from "@/lib/auth/current-customer"
import { googleProvider } from "@/lib/auth/google"

export const metadata: Metadata = { title: "Sign in", robots: { index: false } }

/** The way in: an address, to which a link and a code are mailed. */
export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { callbackUrl, email, error } = await searchParams
  const path = callbackPath(callbackUrl, (await currentVisit()).origin)
  if (await currentCustomer()) redirect(path as Route)
  return (
    <NarrowPage
      title="Sign in"
      lead={
        <p>
          Your address is all it takes: we mail you a link and a code. Everything that was ever
          bought with it is there, also what you bought without signing in.
        </p>
      }
    >
      {typeof error === "string" && (
        <Notice tone="alert" title="That did not work">
          <p>{whatWentWrong(error)}</p>
        </Notice>
      )}
      <AskForm
        action={askToSignIn}
        label="Your email address"
        button="Mail me a link"
        callbackUrl={path}
        {...(typeof email === "string" ? { email: email.slice(0, 320) } : {})}
      />
      {googleProvider() && (
        <form action={continueWithGoogle}>
          <input type="hidden" name="callbackUrl" value={path} />
          <SubmitButton waiting="One moment…" className={buttonClass("secondary")}>
            Continue with Google
          </SubmitButton>
        </form>
      )}
      <p className="text-quiet">
        You don’t need an account to buy. Looking for one order?{" "}
        <PageLink href="/orders" className="link">
          Send me my link again
        </PageLink>
        .
      </p>
    </NarrowPage>
  )
}

// The names are next-auth's.
function whatWentWrong(error: string): string {
  if (error === "AccessDenied")
    return "Google has not verified the address of that account. Sign in by mail instead."
  return "Nobody was signed in. Try again, or sign in by mail."
}
