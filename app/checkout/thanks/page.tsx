import type { Metadata } from "next"
import { SupportLink } from "@/components/support-link"
import { ButtonLink } from "@/components/ui/button"
import { NarrowPage } from "@/components/ui/narrow-page"

export const metadata: Metadata = { title: "Look into your mailbox", robots: { index: false } }

/** Says the same to everybody: the link is in the mail. */
export default function ThanksPage() {
  return (
    <NarrowPage
      title="Look into your mailbox"
      lead={
        <p>
          We have mailed you a private link. It opens your files at once, and again whenever you
          need them.
        </p>
      }
    >
      <p className="text-quiet">
        Nothing there after five minutes? Look into the spam folder, or let us send it once more. If
        that fails, write to <SupportLink />.
      </p>
      <div className="flex flex-wrap gap-4">
        <ButtonLink href="/" look="secondary">
          Back to the catalogue
        </ButtonLink>
        <ButtonLink href="/orders" look="quiet">
          Send me my link again
        </ButtonLink>
      </div>
    </NarrowPage>
  )
}
