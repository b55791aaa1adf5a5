import { db } from "@/lib/db"
import { askInvoice } from "@/lib/papers/ask-invoice"

/** Makes an order's invoice out to somebody of whom only the name is known; its number. */
export async function makeInvoice(order: { id: string; token: string }): Promise<number> {
  const none = { businessName: "", address: "", country: "", vatId: "" }
  await askInvoice(order.token, { name: "Owner", ...none })
  return (await db().paper.findFirstOrThrow({ where: { checkoutId: order.id } })).number
}
