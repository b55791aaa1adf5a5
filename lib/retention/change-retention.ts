import { changeSettings, type Given } from "@/lib/audit/change-settings"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { enqueue } from "@/lib/queue"
import { LONGEST_RETENTION, type Retention } from "@/lib/retention/rules"
import { getRetention, saveRetention } from "@/lib/retention/store"

/**
 * Changes how long the shop keeps what it does not need for ever, with an entry in the audit log, and has
 * the worker apply it at once. What was taken out does not come back by a longer time. Throws an AppError
 * "invalid" for what is no number of days.
 */
export async function changeRetention(change: Given<Retention>, actor: string): Promise<Retention> {
  const isFit = (days = 0) => Number.isInteger(days) && days >= 0 && days <= LONGEST_RETENTION
  if (!Object.values(change).every(isFit))
    throw new AppError(
      "invalid",
      `Write days as whole numbers, 0 (for ever) to ${LONGEST_RETENTION}.`,
    )
  return transaction(async () => {
    const store = { read: getRetention, save: saveRetention }
    const { before, after } = await changeSettings({ ...store, group: "retention", change, actor })
    if (JSON.stringify(before) !== JSON.stringify(after))
      await enqueue("apply-retention", {}, { key: "apply-retention" })
    return after
  })
}
