import type { Route } from "next"
import { AskAgain } from "@/components/ask-again"
import { SupportLink } from "@/components/support-link"
import { ButtonLink } from "@/components/ui/button"
import { NarrowPage } from "@/components/ui/narrow-page"

type Props = {
  sessionId: string
  /** How often it was asked already: the longer it takes, the rarer it is asked. */
  tries: number
}

const LONGEST = 60

/** Somebody waits for the payment service to say that a plan is paid: asked again by the page itself. */
export function PlanPending({ sessionId, tries }: Props) {
  const again = `/checkout/success?${new URLSearchParams({ session_id: sessionId, tries: String(tries) })}`
  const seconds = Math.min(LONGEST, 3 * 2 ** Math.min(tries - 1, 5))
  return (
    <NarrowPage
      title="We are waiting for the payment service"
      lead={
        <>
          <p>
            It has not yet told us how your payment went. Nothing is lost, and you need not pay
            again: this page asks again by itself.
          </p>
          <p>
            You can also close it. Your plan starts as soon as the payment is confirmed, and we
            write to you then.
          </p>
        </>
      }
    >
      <AskAgain seconds={seconds} path={again} />
      <ButtonLink href={again as Route} look="secondary">
        Ask again now
      </ButtonLink>
      <p className="text-quiet">
        Something wrong? Write to <SupportLink />.
      </p>
    </NarrowPage>
  )
}
