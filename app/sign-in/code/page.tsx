import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { askedCookie } from "@/app/browser"
import { askToSignIn, enterCode } from "@/app/sign-in/actions"
import { AskForm } from "@/components/ask-form"
import { CodeForm } from "@/components/code-form"
import { SupportLink } from "@/components/support-link"
import { NarrowPage } from "@/components/ui/narrow-page"
import { PageLink } from "@/components/ui/page-link"
import { findAsked } from "@/lib/auth/find-asked"

export const metadata: Metadata = { title: "Look into your mailbox", robots: { index: false } }

/** Where the browser that asked for a mail waits: the link opens anywhere, the code is typed here. */
export default async function CodePage() {
  const asked = await findAsked(await askedCookie())
  if (asked?.proof.purpose !== "sign_in") redirect("/sign-in")
  const { email, callbackPath } = asked.proof
  if (asked.state !== "live")
    return (
      <NarrowPage
        title="That code is no longer good"
        lead={<p>A code works once, for ten minutes and five tries. We will mail you a new one.</p>}
      >
        <AskForm
          action={askToSignIn}
          label="Your email address"
          button="Send me a new one"
          email={email}
          callbackUrl={callbackPath}
        />
      </NarrowPage>
    )
  return (
    <NarrowPage
      title="Look into your mailbox"
      lead={
        <p>
          We have mailed a link and a code to <strong className="wrap-anywhere">{email}</strong>.
          Open the link on any device, or type the code here.
        </p>
      }
    >
      <CodeForm
        action={enterCode}
        button="Sign in"
        hint="Six digits, good for ten minutes in this browser alone."
      />
      <p className="text-quiet">
        Nothing there after five minutes? Look into the spam folder, or{" "}
        <PageLink
          href={`/sign-in?${new URLSearchParams({ email, callbackUrl: callbackPath })}`}
          className="link"
        >
          ask once more
        </PageLink>
        . If that fails, write to <SupportLink />.
      </p>
    </NarrowPage>
  )
}
