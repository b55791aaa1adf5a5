import { recordChange } from "@/lib/audit/store"
import { transaction } from "@/lib/db"

/** Settings that are given; undefined: as they are. */
export type Given<T> = { [name in keyof T]?: T[name] | undefined }

/**
 * Changes settings that stand together, with an entry "<group>.change" in the audit log where one of them
 * differs. Gives how they were, and how they are.
 */
export async function changeSettings<T extends Record<string, number | boolean>>(wish: {
  group: "billing" | "retention" | "security"
  change: Given<T>
  /** The administrator's address, or COMMAND_LINE. */
  actor: string
  read: () => Promise<T>
  save: (after: T) => Promise<void>
}): Promise<{ before: T; after: T }> {
  return transaction(async () => {
    const before = await wish.read()
    const given = Object.entries(wish.change).filter(([, value]) => value !== undefined)
    const after: T = { ...before, ...Object.fromEntries(given) }
    if (JSON.stringify(before) === JSON.stringify(after)) return { before, after }
    await wish.save(after)
    await recordChange({
      actor: wish.actor,
      action: `${wish.group}.change`,
      subject: { kind: "settings", id: wish.group },
      before,
      after,
    })
    return { before, after }
  })
}
