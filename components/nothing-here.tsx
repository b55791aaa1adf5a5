import { SupportLink } from "@/components/support-link"
import { ButtonLink } from "@/components/ui/button"
import { NarrowPage } from "@/components/ui/narrow-page"

/** Says the same of what does not exist and of what is not the visitor's. */
export function NothingHere() {
  return (
    <NarrowPage
      title="There is nothing here"
      lead={
        <p>
          The address may be mistyped, or the link may have been replaced by a newer one. Look for
          the newest mail from this shop.
        </p>
      }
    >
      <div className="flex flex-wrap gap-4">
        <ButtonLink href="/">See the catalogue</ButtonLink>
        <ButtonLink href="/orders" look="secondary">
          Send me my link again
        </ButtonLink>
      </div>
      <p className="text-quiet">
        Still stuck? Write to <SupportLink />.
      </p>
    </NarrowPage>
  )
}
