import type { Metadata } from "next"
import { currentVisitor } from "@/app/visitor"
import { AskAgain } from "@/components/ask-again"
import { CheckoutState } from "@/components/checkout-state"
import { findOwnCheckout } from "@/lib/checkout/find-own-checkout"

export const metadata: Metadata = { title: "Your payment", robots: { index: false } }

/** Where a buyer waits for the money: of an order of this browser, or of the customer who is signed in. */
export default async function PendingPage({ searchParams }: PageProps<"/checkout/pending">) {
  const { order } = await searchParams
  const id = typeof order === "string" ? order : undefined
  const checkout = await findOwnCheckout(id, await currentVisitor())
  const isWaiting = checkout?.status === "open" || checkout?.status === "processing"
  return (
    <>
      {isWaiting && <AskAgain seconds={4} />}
      <CheckoutState checkout={checkout} />
    </>
  )
}
