import { z } from "zod"

/** How long the shop keeps what it does not need for ever. Days; 0: for ever. */
export type Retention = {
  /** What Stripe's events said, counted from when they came. That they came, and what became of them, stays. */
  eventPayloadDays: number
  /** From where, and with which browser, files were fetched. That they were fetched stays. */
  downloadTraceDays: number
}

export const defaultRetention: Retention = { eventPayloadDays: 90, downloadTraceDays: 30 }

/** Ten years: whoever wants longer wants 0. */
export const LONGEST_RETENTION = 3_650

const typed = z
  .string()
  .trim()
  .regex(/^\d{1,6}$/, "Write a whole number of days, or 0 for ever.")
  .transform(Number)
  .refine((days) => days <= LONGEST_RETENTION, {
    error: `Write at most ${LONGEST_RETENTION} days, or 0 for ever.`,
  })

/** Both settings as somebody types them. */
export const retentionFields = z.object({ eventPayloadDays: typed, downloadTraceDays: typed })

const days = z.number().int().min(0).max(LONGEST_RETENTION)
const stored = z.object({
  eventPayloadDays: days.catch(defaultRetention.eventPayloadDays),
  downloadTraceDays: days.catch(defaultRetention.downloadTraceDays),
})

/** The settings from what the database holds of them; what was never set is as `defaultRetention` says. */
export function readRetention(text: string | null): Retention {
  let json: unknown
  try {
    json = JSON.parse(text ?? "{}")
  } catch {
    json = {}
  }
  return stored.catch(defaultRetention).parse(json)
}

/** What is older than this loses what the days are about; null: nothing does. */
export function borderOf(days: number, now: Date): Date | null {
  return days === 0 ? null : new Date(now.getTime() - days * 86_400_000)
}
