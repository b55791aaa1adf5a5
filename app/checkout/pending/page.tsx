import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { z } from "zod"
import { currentVisitor } from "@/app/visitor"
import { AskAgain } from "@/components/ask-again"
import { CheckoutState } from "@/components/checkout-state"
import { PlanPending } from "@/components/plan-pending"
import { findOwnCheckout } from "@/lib/checkout/find-own-checkout"
import { orderPath } from "@/lib/purchases/order-url"

export const metadata: Metadata = { title: "Your payment", robots: { index: false } }

const plan = z.object({
  session_id: z.string().regex(/^cs_[A-Za-z0-9_]{1,250}$/),
  tries: z.coerce.number().int().min(1).max(1000).catch(1),
})

/**
 * Where a buyer waits for the money: of an order of this browser, or of the customer who is signed in.
 * Once it is there, they are led on to their order. Who waits for a plan is led back to where it is fulfilled; what the page says depends on nobody.
 */
export default async function PendingPage({ searchParams }: PageProps<"/checkout/pending">) {
  const query = await searchParams
  const waiting = plan.safeParse(query)
  if (waiting.success)
    return <PlanPending sessionId={waiting.data.session_id} tries={waiting.data.tries} />
  const { order } = query
  const id = typeof order === "string" ? order : undefined
  const checkout = await findOwnCheckout(id, await currentVisitor())
  if (!checkout) return <CheckoutState status={null} />
  const { status, linkVersion } = checkout
  if (status === "paid") redirect(orderPath(checkout.id, linkVersion))
  const isWaiting = status === "open" || status === "processing"
  return (
    <>
      {isWaiting && <AskAgain seconds={4} />}
      <CheckoutState status={status} />
    </>
  )
}
