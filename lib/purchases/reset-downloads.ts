import { recordChange } from "@/lib/audit/store"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { findPurchase, type PurchaseRow, saveDownloadsReset } from "@/lib/purchases/store/purchases"

/**
 * Gives a purchase its downloads back; it stands in the audit log. Throws AppError "not-found".
 * @param actor who does it, for the log
 */
export async function resetDownloads(purchaseId: string, actor: string): Promise<PurchaseRow> {
  return transaction(async () => {
    const before = await requirePurchase(purchaseId)
    await saveDownloadsReset(purchaseId)
    const after = await requirePurchase(purchaseId)
    await recordChange({
      actor,
      action: "purchase.reset-downloads",
      subject: { kind: "order", id: before.line.checkout.id },
      before: { purchase: purchaseId, downloadsLeft: before.downloadsLeft },
      after: { purchase: purchaseId, downloadsLeft: after.downloadsLeft },
    })
    return after
  })
}

/** A purchase by its id. Throws AppError "not-found". */
export async function requirePurchase(purchaseId: string): Promise<PurchaseRow> {
  const purchase = await findPurchase(purchaseId)
  if (!purchase) throw new AppError("not-found", `There is no purchase ${purchaseId}.`)
  return purchase
}
