import { Command } from "commander"
import { z } from "zod"
import { COMMAND_LINE } from "@/lib/audit/store"
import { changeBillingSettings } from "@/lib/billing/change-billing-settings"
import { LONGEST_DAYS } from "@/lib/billing/settings-rules"
import { followProgress } from "@/lib/cli/follow-progress"
import { print } from "@/lib/cli/output"
import { AppError } from "@/lib/errors"

const days = (name: keyof typeof LONGEST_DAYS) =>
  z.coerce.number().int().min(0).max(LONGEST_DAYS[name]).optional()

const options = z.object({
  json: z.boolean(),
  graceDays: days("graceDays"),
  trialDays: days("trialDays"),
  reminderDays: days("reminderDays"),
  opensWhilePaused: z.enum(["on", "off"]).optional(),
})

/** `plan settings`: what holds for all subscriptions. */
export function planSettings(): Command {
  return new Command("settings")
    .description("shows or changes what holds for all subscriptions")
    .option("--grace-days <n>", "days for which an unpaid period stays open, 0 to 60")
    .option("--trial-days <n>", "days of a trial where a price says nothing, 0 to 730; 0: none")
    .option("--opens-while-paused <on|off>", "whether a paused subscription stays open")
    .option("--reminder-days <n>", "days before a yearly charge at which it is announced, 0 to 60")
    .action(async (_: unknown, command: Command) => {
      const parsed = options.safeParse(command.optsWithGlobals())
      if (!parsed.success)
        throw new AppError(
          "invalid",
          "Write days as whole numbers (--grace-days and --reminder-days 0 to 60, --trial-days 0 to 730), and --opens-while-paused on or off.",
        )
      const { json, opensWhilePaused, ...change } = parsed.data
      const progress = followProgress("subscriptions")
      const { settings, changed } = await changeBillingSettings(
        {
          ...change,
          opensWhilePaused: opensWhilePaused === undefined ? undefined : opensWhilePaused === "on",
        },
        COMMAND_LINE,
        progress.show,
      ).finally(() => progress.stop())
      print({ json }, { ...settings, changed }, [
        `Grace period: ${settings.graceDays} days after a charge that failed.`,
        `Trial: ${settings.trialDays} days, where a price does not say otherwise.`,
        `Paused subscriptions ${settings.opensWhilePaused ? "stay open" : "are closed"}.`,
        `Yearly charges are announced ${settings.reminderDays} days before.`,
        ...(changed > 0 ? [`${changed} subscriptions open something else than before.`] : []),
      ])
    })
}
