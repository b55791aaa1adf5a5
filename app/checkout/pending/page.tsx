import type { Metadata } from "next"
import { currentVisitor } from "@/app/visitor"
import { AskAgain } from "@/components/ask-again"
import { CheckoutState } from "@/components/checkout-state"
import { findCheckout } from "@/lib/checkout/store"

export const metadata: Metadata = { title: "Your payment", robots: { index: false } }

/** Where a buyer waits for the money; knows the orders that this browser began, and a customer's own. */
export default async function PendingPage({ searchParams }: PageProps<"/checkout/pending">) {
  const { order } = await searchParams
  const { checkoutIds, customerId } = await currentVisitor()
  const id = typeof order === "string" ? order : checkoutIds[0]
  const found = id ? await findCheckout(id) : null
  const isOwn =
    found && (checkoutIds.includes(found.id) || (customerId && found.customerId === customerId))
  const checkout = isOwn ? found : null
  const isWaiting = checkout?.status === "open" || checkout?.status === "processing"
  return (
    <>
      {isWaiting && <AskAgain seconds={4} />}
      <CheckoutState checkout={checkout} />
    </>
  )
}
