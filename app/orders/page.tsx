import type { Metadata } from "next"
import { mailLinks } from "@/app/orders/actions"
import { LinksForm } from "@/components/links-form"
import { SupportLink } from "@/components/support-link"
import { NarrowPage } from "@/components/ui/narrow-page"

export const metadata: Metadata = { title: "My orders", robots: { index: false } }

/** The way back to what was bought, for whoever has lost the link. */
export default function OrdersPage() {
  return (
    <NarrowPage
      title="Send me my link again"
      lead={
        <p>
          Everything that you bought stays behind a private link in your mailbox. If you can’t find
          it, we send it once more.
        </p>
      }
    >
      <LinksForm action={mailLinks} />
      <p className="text-quiet">
        No longer have that address? Write to <SupportLink />.
      </p>
    </NarrowPage>
  )
}
