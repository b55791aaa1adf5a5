import type { ReactNode } from "react"
import { SupportLink } from "@/components/support-link"
import { ButtonLink } from "@/components/ui/button"
import { NarrowPage } from "@/components/ui/narrow-page"
import type { CheckoutStatus } from "@/lib/checkout/rules"

type Props = { status: Exclude<CheckoutStatus, "paid"> | null }

/** Where an order that is not paid stands, and what happens next; null where there is none. */
export function CheckoutState({ status }: Props) {
  switch (status) {
    case "failed":
      return (
        <State title="The payment did not arrive">
          <p>Your bank or payment service did not complete it. You have not been charged.</p>
          <p>You can go back to the catalogue and buy it again, with another method if you like.</p>
        </State>
      )
    case "expired":
      return (
        <State title="This order has lapsed">
          <p>The payment page was open for too long. You have not been charged.</p>
        </State>
      )
    case "withheld":
      return (
        <State title="We are looking at your payment">
          <p>Something about it does not fit the order, and a person has been told to look.</p>
          <p>We will write to you. You need not pay again.</p>
        </State>
      )
    case "open":
    case "processing":
      return (
        <State title="Your payment is being processed">
          <p>Most take a few seconds; some, like bank transfers, take days.</p>
          <p>
            You need not wait here: as soon as it is confirmed, we send you a mail with the link to
            your files. Please don’t pay again.
          </p>
        </State>
      )
    default:
      return (
        <State title="Look into your mailbox">
          <p>
            This browser knows of no order that is still open. When a payment is confirmed, its link
            goes to the address that was given with it.
          </p>
        </State>
      )
  }
}

function State({ title, children }: { title: string; children: ReactNode }) {
  return (
    <NarrowPage
      title={title}
      lead={
        <div aria-live="polite" className="space-y-3">
          {children}
        </div>
      }
    >
      <div className="flex flex-wrap gap-4">
        <ButtonLink href="/orders" look="secondary">
          Send me my link again
        </ButtonLink>
      </div>
      <p className="text-quiet">
        Something wrong? Write to <SupportLink />.
      </p>
    </NarrowPage>
  )
}
