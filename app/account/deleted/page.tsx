import type { Metadata } from "next"
import { SupportLink } from "@/components/support-link"
import { ButtonLink } from "@/components/ui/button"
import { NarrowPage } from "@/components/ui/narrow-page"

export const metadata: Metadata = { title: "Your account is deleted", robots: { index: false } }

/** The last page of an account. It knows nobody, and says the same to everybody. */
export default function DeletedPage() {
  return (
    <NarrowPage
      title="Your account is deleted"
      lead={
        <p>
          Your name and address are gone, you are signed out everywhere, and every private link is
          void. Paid orders stay in the books without you.
        </p>
      }
    >
      <p className="text-quiet">
        Within the next minutes we also take you out of what the payment provider told us, and
        delete you as its customer. You get no mail about it: we no longer know where to send one.
        Questions? Write to <SupportLink />.
      </p>
      <ButtonLink href="/" look="secondary">
        Back to the catalogue
      </ButtonLink>
    </NarrowPage>
  )
}
