import { orderUrl } from "@/lib/purchases/order-url"
import { requirePurchase } from "@/lib/purchases/reset-downloads"
import { saveLinkRotated } from "@/lib/purchases/store/purchases"

/**
 * Makes the private link of a purchase's order void and gives the new one, for a link that fell into
 * wrong hands. Throws AppError "not-found".
 */
export async function rotateLink(purchaseId: string): Promise<string> {
  const { line } = await requirePurchase(purchaseId)
  return orderUrl(line.checkout.id, await saveLinkRotated(line.checkout.id))
}
