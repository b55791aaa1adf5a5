import type { Metadata } from "next"
import { manage, pause, resume, retry, takeBack } from "@/app/account/subscription/actions"
import { SubscriptionCard } from "@/components/subscription-card"
import { SubscriptionNotice } from "@/components/subscription-notice"
import { ButtonLink, buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireCustomer } from "@/lib/auth/require-customer"
import { showSubscriptions } from "@/lib/billing/show-subscriptions"

export const metadata: Metadata = { title: "Your subscription", robots: { index: false } }

const steps = { pause, resume, takeBack, retry }

/** The customer's subscriptions, those that run first, and all that can be done with them. */
export default async function SubscriptionPage({
  searchParams,
}: PageProps<"/account/subscription">) {
  const { customerId } = await requireCustomer("/account/subscription")
  const { result, started } = await searchParams
  const shown = await showSubscriptions(customerId)
  const running = shown.filter(({ isOver }) => !isOver)
  const ended = shown.filter(({ isOver }) => isOver)
  const told = started === "1" && running.length > 0 ? "started" : result
  return (
    <>
      <h1 className="text-3xl font-semibold">Your subscription</h1>
      <div className="mt-6 empty:hidden">
        <SubscriptionNotice result={typeof told === "string" ? told : undefined} />
      </div>
      {running.length === 0 && (
        <div className="mt-6" data-testid="no-subscription">
          <p className="mb-5 text-quiet">
            You have no running subscription. A plan opens everything in its groups, for as long as
            you like.
          </p>
          <ButtonLink href="/plans">See the plans</ButtonLink>
        </div>
      )}
      <div className="mt-6 space-y-6 empty:hidden">
        {running.map((one) => (
          <SubscriptionCard key={one.id} shown={one} steps={steps} />
        ))}
      </div>
      {shown.length > 0 && (
        <div className="mt-8 flex flex-wrap items-center gap-3">
          <ButtonLink href="/account/cards" look="secondary">
            Cards
          </ButtonLink>
          <form action={manage}>
            <SubmitButton
              waiting="One moment…"
              className={buttonClass("quiet")}
              data-testid="portal"
            >
              Manage at Stripe
            </SubmitButton>
          </form>
        </div>
      )}
      {ended.length > 0 && (
        <div className="mt-12 space-y-6">
          <p className="text-sm text-quiet">Ended</p>
          {ended.map((one) => (
            <SubscriptionCard key={one.id} shown={one} steps={steps} />
          ))}
        </div>
      )}
    </>
  )
}
