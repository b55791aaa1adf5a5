import { PageLink } from "@/components/ui/page-link"
import { deliveryConsent } from "@/lib/legal/delivery-consent"

/** What pressing a button of this shop means; stands wherever there is one. */
export function TermsSentence({ className = "" }: { className?: string }) {
  return (
    <p className={`max-w-prose text-sm text-quiet ${className}`}>
      By buying you agree to the{" "}
      <PageLink href="/legal/terms" className="link">
        terms
      </PageLink>
      , and to {deliveryConsent.text}. Our{" "}
      <PageLink href="/legal/refunds" className="link">
        refund promise
      </PageLink>{" "}
      stays.
    </p>
  )
}
