import type { Metadata } from "next"
import { z } from "zod"
import { confirm } from "@/app/account/subscription/[id]/change/actions"
import { notFoundPage } from "@/app/not-found-page"
import { ChangeOptions } from "@/components/change-options"
import { ChangePreviewForm } from "@/components/change-preview-form"
import { refusalInWords, SubscriptionNotice } from "@/components/subscription-notice"
import { PageLink } from "@/components/ui/page-link"
import { requireCustomer } from "@/lib/auth/require-customer"
import { listChangeChoices } from "@/lib/billing/list-change-choices"
import { previewChange } from "@/lib/billing/preview-change"

export const metadata: Metadata = { title: "Change your plan", robots: { index: false } }

const query = z.object({
  price: z.uuid().optional().catch(undefined),
  result: z.string().max(40).optional().catch(undefined),
})

/** Another plan for a subscription: the choice, then what it costs, to confirm. */
export default async function ChangePage({
  params,
  searchParams,
}: PageProps<"/account/subscription/[id]/change">) {
  const { id } = await params
  const { customerId } = await requireCustomer(
    `/account/subscription/${encodeURIComponent(id)}/change`,
  )
  const { price, result } = query.parse(await searchParams)
  const listed = await listChangeChoices(customerId, id)
  if (!listed) return notFoundPage()
  const { own, because, choices } = listed
  const preview =
    price && !because
      ? await previewChange({ customerId, subscriptionId: own.id, planPriceId: price })
      : null
  const failed = preview && preview.outcome !== "preview" ? preview : null
  const problem = failed?.outcome === "refused" ? failed.because : failed?.outcome
  return (
    <>
      <h1 className="text-3xl font-semibold">Change your plan</h1>
      <div className="mt-6 empty:hidden">
        <SubscriptionNotice result={result ?? problem} />
      </div>
      {because ? (
        <p className="mt-6">{refusalInWords(because)}</p>
      ) : preview?.outcome === "preview" ? (
        <ChangePreviewForm subscriptionId={own.id} preview={preview} action={confirm} />
      ) : (
        <ChangeOptions own={own} choices={choices} chosen={price} />
      )}
      <p className="mt-8">
        <PageLink href="/account/subscription" className="link inline-flex min-h-11 items-center">
          Back to your subscription
        </PageLink>
      </p>
    </>
  )
}
