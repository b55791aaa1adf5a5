import type { Metadata } from "next"
import { notFoundPage } from "@/app/not-found-page"
import { SupportLink } from "@/components/support-link"
import { buttonClass } from "@/components/ui/button"
import { NarrowPage } from "@/components/ui/narrow-page"
import { SubmitButton } from "@/components/ui/submit-button"
import { findUnsubscriber } from "@/lib/mail/find-unsubscriber"

export const metadata: Metadata = {
  title: "Mails about new versions",
  robots: { index: false, follow: false },
  referrer: "no-referrer",
}

/**
 * Where the way out of a mail leads. Opening it changes nothing, for mail scanners open every link; its
 * button does, and there is one back.
 */
export default async function UnsubscribePage({ params }: PageProps<"/unsubscribe/[token]">) {
  const { token } = await params
  const reader = await findUnsubscriber(token)
  if (!reader) return notFoundPage()
  const { email, hasOptedOut } = reader
  return (
    <NarrowPage
      title={hasOptedOut ? "You get no more of these mails" : "No more mails about new versions?"}
      lead={
        hasOptedOut ? (
          <p>
            We no longer write to <span className="wrap-anywhere">{email}</span> when something that
            you have gets a new version. You find it in your library all the same.
          </p>
        ) : (
          <p>
            We write to <span className="wrap-anywhere">{email}</span> when something that you have
            gets a new version, and only then. Receipts and sign-in links come in any case.
          </p>
        )
      }
    >
      <form action={`/api/unsubscribe/${token}`} method="post">
        <input type="hidden" name="wish" value={hasOptedOut ? "resume" : "stop"} />
        <SubmitButton
          waiting="One moment…"
          className={buttonClass(hasOptedOut ? "secondary" : "primary")}
        >
          {hasOptedOut ? "Send them again" : "Send me none of these"}
        </SubmitButton>
      </form>
      <p className="text-quiet">
        Questions? Write to <SupportLink />.
      </p>
    </NarrowPage>
  )
}
