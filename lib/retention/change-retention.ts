import { recordChange } from "@/lib/audit/store"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { enqueue } from "@/lib/queue"
import { LONGEST_RETENTION, type Retention } from "@/lib/retention/rules"
import { getRetention, saveRetention } from "@/lib/retention/store"

/** Settings that are given; undefined: as they are. */
export type RetentionChange = { [name in keyof Retention]?: Retention[name] | undefined }

/**
 * Changes how long the shop keeps what it does not need for ever, with an entry in the audit log, and has
 * the worker apply it at once. What was taken out does not come back by a longer time. Throws an AppError
 * "invalid" for what is no number of days.
 */
export async function changeRetention(change: RetentionChange, actor: string): Promise<Retention> {
  return transaction(async () => {
    const before = await getRetention()
    const given = Object.entries(change).filter(([, value]) => value !== undefined)
    const after: Retention = { ...before, ...Object.fromEntries(given) }
    const isFit = (days: number) => Number.isInteger(days) && days >= 0 && days <= LONGEST_RETENTION
    if (!Object.values(after).every(isFit))
      throw new AppError(
        "invalid",
        `Write days as whole numbers, 0 (for ever) to ${LONGEST_RETENTION}.`,
      )
    if (JSON.stringify(before) === JSON.stringify(after)) return after
    await saveRetention(after)
    await recordChange({
      actor,
      action: "retention.change",
      subject: { kind: "settings", id: "retention" },
      before,
      after,
    })
    await enqueue("apply-retention", {}, { key: "apply-retention" })
    return after
  })
}
