import { z } from "zod"
import { findSetting, saveSetting } from "@/lib/shop/store"

const NAME = "last-reconcile"

const shape = z.object({
  /** When it ended, and how many seconds it took. */
  at: z.coerce.date(),
  seconds: z.number(),
  /** How much it looked at, what it had to mend because no webhook had, and what it could not. */
  checked: z.number(),
  mended: z.number(),
  failed: z.number(),
  mailsQueued: z.number(),
  /** Why it ended early; null: it came to its end. */
  error: z.string().nullable(),
})

/** What the last reconciliation found. */
export type LastReconcile = z.infer<typeof shape>

/** What the last reconciliation found; null: there was none yet. */
export async function findLastReconcile(): Promise<LastReconcile | null> {
  const text = await findSetting(NAME)
  return text === null ? null : (shape.safeParse(JSON.parse(text)).data ?? null)
}

/** Keeps what a reconciliation found, in the place of the one before. */
export async function saveLastReconcile(found: LastReconcile): Promise<void> {
  await saveSetting(NAME, JSON.stringify(found))
}
