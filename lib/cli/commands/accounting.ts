import { createWriteStream } from "node:fs"
import { rename, rm } from "node:fs/promises"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { Command } from "commander"
import { z } from "zod"
import type { Booking } from "@/lib/accounting/rules"
import { readBookings, writeAccounting } from "@/lib/accounting/write-accounting"
import { requireFree, temporaryBeside } from "@/lib/backup/place"
import { print } from "@/lib/cli/output"
import { AppError } from "@/lib/errors"
import { readDays } from "@/lib/shop/read-days"

const options = z.object({
  json: z.boolean(),
  since: z.string().default(""),
  until: z.string().default(""),
  out: z.string().optional(),
})

/** `accounting`. */
export function accountingCommand(): Command {
  return new Command("accounting")
    .description("lists payments, refunds and disputes as CSV for the books (docs/operations.md)")
    .option("--since <day>", "the first day, 2026-01-01, in the shop's time zone")
    .option("--until <day>", "the last day, it included")
    .option("--out <file>", "write them to a new file")
    .action(async (raw: unknown) => {
      const { json, out, ...days } = options.parse(raw)
      const { since, until, fault } = readDays(days.since, days.until)
      if (fault) throw new AppError("invalid", fault)
      if (out) {
        await writeWhole(out, Readable.from(writeAccounting(since, until)))
        print({ json }, { path: out }, [`${out} is written.`])
      } else if (json) {
        const bookings: Booking[] = []
        for await (const page of readBookings(since, until)) bookings.push(...page)
        print({ json }, bookings, [])
      } else {
        for await (const part of writeAccounting(since, until)) process.stdout.write(part)
      }
    })
}

async function writeWhole(path: string, source: Readable): Promise<void> {
  await requireFree(path)
  const temporary = temporaryBeside(path)
  try {
    await pipeline(source, createWriteStream(temporary, { flags: "wx", mode: 0o600, flush: true }))
    await rename(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
}
