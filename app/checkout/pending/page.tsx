import type { Metadata } from "next"
import { currentVisitor } from "@/app/visitor"
import { AskAgain } from "@/components/ask-again"
import { CheckoutState } from "@/components/checkout-state"
import { findCheckout } from "@/lib/checkout/store"

export const metadata: Metadata = { title: "Your payment", robots: { index: false } }

/** Where a buyer waits for the money; knows only the orders that this browser began. */
export default async function PendingPage({ searchParams }: PageProps<"/checkout/pending">) {
  const { order } = await searchParams
  const { checkoutIds } = await currentVisitor()
  const id = typeof order === "string" ? checkoutIds.find((own) => own === order) : checkoutIds[0]
  const checkout = id ? await findCheckout(id) : null
  const isWaiting = checkout?.status === "open" || checkout?.status === "processing"
  return (
    <>
      {isWaiting && <AskAgain seconds={4} />}
      <CheckoutState checkout={checkout} />
    </>
  )
}
