import { recordChange } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { findWholeOrder } from "@/lib/purchases/store/whole-order"
import { askCopy } from "@/lib/stamping/ask-copy"
import { findCopy } from "@/lib/stamping/store"

/**
 * Has a buyer's own copy of a file made anew, in the place of the one that there is, whatever became of it. It
 * stands in the audit log. Throws AppError "not-found" where that buyer has no such copy.
 * @param wish.actor who does it, for the log
 */
export async function copyAnew(wish: {
  orderId: string
  fileId: string
  actor: string
}): Promise<void> {
  const { orderId, fileId, actor } = wish
  await transaction(async () => {
    const { id: customerId, email } = (await findWholeOrder(orderId))?.customer ?? {}
    const before = customerId ? await findCopy({ customerId, fileId }) : null
    if (!customerId || !email || !before) throw new AppError("not-found", "There is no such copy.")
    await askCopy({ customerId, fileId, email }, now())
    await recordChange({
      actor,
      action: "file.copy",
      subject: { kind: "order", id: orderId },
      before: { file: fileId, state: before.state, reason: before.reason ?? "" },
      after: { file: fileId, state: "waiting" },
    })
  })
}
