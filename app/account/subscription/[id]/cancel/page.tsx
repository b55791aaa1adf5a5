import type { Metadata } from "next"
import { cancel } from "@/app/account/subscription/[id]/cancel/actions"
import { pause } from "@/app/account/subscription/actions"
import { notFoundPage } from "@/app/not-found-page"
import { CancelForm } from "@/components/cancel-form"
import { Day } from "@/components/day"
import { StepForm } from "@/components/step-form"
import { SubscriptionNotice } from "@/components/subscription-notice"
import { PageLink } from "@/components/ui/page-link"
import { requireCustomer } from "@/lib/auth/require-customer"
import { findOwnSubscription } from "@/lib/billing/store/own-subscriptions"
import { capabilities } from "@/lib/subscriptions/capabilities"
import { cancelKind, pauseRefusal } from "@/lib/subscriptions/rules/steps"

export const metadata: Metadata = { title: "Cancel your subscription", robots: { index: false } }

/** Says what cancelling means, offers a pause instead where there is one, and does it. */
export default async function CancelPage({
  params,
  searchParams,
}: PageProps<"/account/subscription/[id]/cancel">) {
  const { id } = await params
  const { customerId } = await requireCustomer(
    `/account/subscription/${encodeURIComponent(id)}/cancel`,
  )
  const { result, reason } = await searchParams
  const own = await findOwnSubscription(customerId, id)
  if (!own) return notFoundPage()
  const kind = cancelKind(own.standing)
  const title = own.price?.plan.title ?? "Subscription"
  const until = own.status === "trialing" ? own.trialEndsAt : own.items[0]?.periodEndsAt
  return (
    <>
      <h1 className="text-3xl font-semibold">Cancel your subscription</h1>
      <div className="mt-6 empty:hidden">
        <SubscriptionNotice result={typeof result === "string" ? result : undefined} />
      </div>
      {!kind && <p className="mt-6">It ends already, or has ended. There is nothing to cancel.</p>}
      {kind && (
        <p className="mt-6" data-testid="cancel-means">
          {title}{" "}
          {kind === "period-end" && until ? (
            <>
              ends on <Day at={until} />, the end of its current period. It is not charged again.
              You can take this back until then.
            </>
          ) : (
            "ends at once, for nothing is paid for now. Nothing more is charged."
          )}
        </p>
      )}
      {kind && <CancelForm subscriptionId={own.id} reason={reason} action={cancel} />}
      {pauseRefusal(own.standing, capabilities) === null && (
        <div className="mt-10 border-t border-line pt-6">
          <h2 className="text-xl font-semibold">Or pause it</h2>
          <p className="mt-2 mb-4 text-quiet">
            Nothing is charged until you resume, and the days that you have paid for are credited
            then.
          </p>
          <StepForm id={own.id} title={title} action={pause} label="Pause instead" name="pause" />
        </div>
      )}
      <p className="mt-8">
        <PageLink href="/account/subscription" className="link inline-flex min-h-11 items-center">
          Back to your subscription
        </PageLink>
      </p>
    </>
  )
}
