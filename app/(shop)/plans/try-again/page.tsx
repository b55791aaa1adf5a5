import type { Metadata } from "next"
import { z } from "zod"
import { subscribe } from "@/app/(shop)/plans/actions"
import { notFoundPage } from "@/app/not-found-page"
import { SubscribeForm } from "@/components/subscribe-form"
import { SupportLink } from "@/components/support-link"
import { NarrowPage } from "@/components/ui/narrow-page"
import { env } from "@/lib/env"
import { findSellablePlanPrice } from "@/lib/plans/store/plan-prices"
import { periodOf } from "@/lib/subscriptions/rules/periods"
import { priceInWords } from "@/lib/subscriptions/rules/words"

export const metadata: Metadata = { title: "Not charged", robots: { index: false } }

const query = z.object({
  price: z.uuid(),
  attempt: z.uuid(),
  /** Seconds; there when it was tried too often. */
  wait: z.coerce.number().int().min(1).max(86_400).optional(),
})

/** A plan that could not be begun: why, and the same attempt again. */
export default async function TryAgainPage({ searchParams }: PageProps<"/plans/try-again">) {
  const parsed = query.safeParse(await searchParams)
  const price = parsed.success ? await findSellablePlanPrice(parsed.data.price) : null
  if (!parsed.success || !price) return notFoundPage()
  const { attempt, wait } = parsed.data
  const minutes = wait && Math.ceil(wait / 60)
  const { amount, currency, plan } = price
  return (
    <NarrowPage
      title={minutes ? "That was a little too often" : "The payment service did not answer"}
      lead={
        <>
          <p>You have not been charged.</p>
          {minutes && (
            <p>
              Many orders were begun from your network. Try again in{" "}
              {minutes === 1 ? "a minute" : `${minutes} minutes`}.
            </p>
          )}
        </>
      }
    >
      <div>
        <p className="mb-4">
          {plan.title},{" "}
          {priceInWords({ amount, currency, period: periodOf(price) }, env().SHOP_LOCALE)}
        </p>
        <SubscribeForm
          action={subscribe}
          priceId={price.id}
          plan={plan}
          label="Try again"
          attempt={attempt}
        />
      </div>
      <p className="text-quiet">
        If it keeps failing, write to <SupportLink />.
      </p>
    </NarrowPage>
  )
}
