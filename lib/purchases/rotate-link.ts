import { recordChange } from "@/lib/audit/store"
import { transaction } from "@/lib/db"
import { orderUrl } from "@/lib/purchases/order-url"
import { requirePurchase } from "@/lib/purchases/reset-downloads"
import { saveLinkRotated } from "@/lib/purchases/store/purchases"

/**
 * Makes the private link of a purchase's order void and gives the new one, for a link that fell into
 * wrong hands; it stands in the audit log, without the link. Throws AppError "not-found".
 * @param actor who does it, for the log
 */
export async function rotateLink(purchaseId: string, actor: string): Promise<string> {
  return transaction(async () => {
    const { line } = await requirePurchase(purchaseId)
    const { id, linkVersion } = line.checkout
    const version = await saveLinkRotated(id)
    await recordChange({
      actor,
      action: "order.rotate-link",
      subject: { kind: "order", id },
      before: { linkVersion },
      after: { linkVersion: version },
    })
    return orderUrl(id, version)
  })
}
