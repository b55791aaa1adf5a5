import { z } from "zod"

/** The longest that each setting of all subscriptions may be, in days. */
export const LONGEST_DAYS = { graceDays: 60, trialDays: 730, reminderDays: 60 } as const

const typed = (longest: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,4}$/, `Write a whole number of days, 0 to ${longest}.`)
    .transform(Number)
    .refine((days) => days <= longest, { error: `Write at most ${longest} days.` })

/** The settings of all subscriptions as somebody types them; a box that is not ticked is not sent. */
export const billingFields = z.object({
  graceDays: typed(LONGEST_DAYS.graceDays),
  trialDays: typed(LONGEST_DAYS.trialDays),
  reminderDays: typed(LONGEST_DAYS.reminderDays),
  opensWhilePaused: z
    .literal("on")
    .optional()
    .transform((box) => box === "on"),
})
