import { AppError } from "@/lib/errors"
import { findPurchase, type PurchaseRow, saveDownloadsReset } from "@/lib/purchases/store/purchases"

/** Gives a purchase its downloads back. Throws AppError "not-found". */
export async function resetDownloads(purchaseId: string): Promise<PurchaseRow> {
  await requirePurchase(purchaseId)
  await saveDownloadsReset(purchaseId)
  return requirePurchase(purchaseId)
}

/** A purchase by its id. Throws AppError "not-found". */
export async function requirePurchase(purchaseId: string): Promise<PurchaseRow> {
  const purchase = await findPurchase(purchaseId)
  if (!purchase) throw new AppError("not-found", `There is no purchase ${purchaseId}.`)
  return purchase
}
