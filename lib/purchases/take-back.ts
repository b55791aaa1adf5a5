import { recordChange } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { requirePurchase } from "@/lib/purchases/reset-downloads"
import { lockOrder, saveRevocations } from "@/lib/purchases/store/orders"
import { type PurchaseRow, saveTakenBack } from "@/lib/purchases/store/purchases"

type Deed = {
  purchaseId: string
  reason: string
  /** Who does it, for the log. */
  actor: string
}

/**
 * Closes a purchase without giving money back, until `giveBack`: whatever Stripe tells meanwhile. It
 * stands in the audit log. Throws AppError "not-found", and "conflict" where it is taken back already.
 */
export async function takeBack(deed: Deed): Promise<PurchaseRow> {
  return change(deed, true)
}

/**
 * Opens what an administrator had closed, unless money says otherwise. It stands in the audit log. Throws
 * AppError "not-found", and "conflict" where nobody closed it.
 */
export async function giveBack(deed: Deed): Promise<PurchaseRow> {
  return change(deed, false)
}

async function change({ purchaseId, reason, actor }: Deed, closes: boolean): Promise<PurchaseRow> {
  return transaction(async () => {
    const { id: orderId } = (await requirePurchase(purchaseId)).line.checkout
    await lockOrder(orderId)
    const before = await requirePurchase(purchaseId)
    const at = now()
    if (!(await saveTakenBack(purchaseId, closes ? at : null)))
      throw new AppError(
        "conflict",
        closes
          ? "This purchase is closed by an administrator already."
          : "No administrator closed this purchase. What a refund or a dispute closes opens by itself when that is over.",
      )
    await saveRevocations(orderId, at)
    const after = await requirePurchase(purchaseId)
    await recordChange({
      actor,
      action: closes ? "purchase.revoke" : "purchase.restore",
      subject: { kind: "order", id: orderId },
      before: { purchase: purchaseId, access: stateOf(before) },
      after: { purchase: purchaseId, access: stateOf(after) },
      reason,
    })
    return after
  })
}

function stateOf({ entitlement }: PurchaseRow): string {
  return entitlement?.revokedReason ?? "open"
}
