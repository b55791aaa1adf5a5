import { Command } from "commander"
import { z } from "zod"
import { COMMAND_LINE } from "@/lib/audit/store"
import { print } from "@/lib/cli/output"
import { AppError } from "@/lib/errors"
import { changeRetention } from "@/lib/retention/change-retention"
import { LONGEST_RETENTION } from "@/lib/retention/rules"

const days = z.coerce.number().int().min(0).max(LONGEST_RETENTION).optional()
const options = z.object({ json: z.boolean(), eventDays: days, traceDays: days })

/** `settings`: what /admin/operations changes. Those of subscriptions are `plan settings`. */
export function settingsCommand(): Command {
  return new Command("settings")
    .description("shows or changes how long the shop keeps what it does not need for ever")
    .option("--event-days <n>", "days for which Stripe's events keep what they said; 0: for ever")
    .option(
      "--trace-days <n>",
      "days for which a download's network and browser are kept; 0: for ever",
    )
    .action(async (raw: unknown) => {
      const parsed = options.safeParse(raw)
      if (!parsed.success)
        throw new AppError(
          "invalid",
          `Write --event-days and --trace-days as whole numbers, 0 to ${LONGEST_RETENTION}; 0 is for ever.`,
        )
      const { json, eventDays, traceDays } = parsed.data
      const change = { eventPayloadDays: eventDays, downloadTraceDays: traceDays }
      const retention = await changeRetention(change, COMMAND_LINE)
      const words = (count: number) => (count === 0 ? "for ever" : `${count} days`)
      print({ json }, retention, [
        `What Stripe's events said is kept ${words(retention.eventPayloadDays)}.`,
        `Network and browser of a download are kept ${words(retention.downloadTraceDays)}.`,
      ])
    })
}
