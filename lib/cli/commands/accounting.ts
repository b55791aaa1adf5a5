import { Command } from "commander"
import { z } from "zod"
import { isProduct } from "@/lib/accounting/store/buyers"
import { readBookings, writeAccounting } from "@/lib/accounting/write-accounting"
import { readBuyers, writeBuyers } from "@/lib/accounting/write-buyers"
import { writeCsv } from "@/lib/cli/write-csv"
import { AppError } from "@/lib/errors"
import { readDays } from "@/lib/shop/read-days"

const given = z.object({ json: z.boolean(), out: z.string().optional() })

/** `accounting` and `buyers`. */
export function accountingCommands(): Command[] {
  return [accounting(), buyers()]
}

function accounting(): Command {
  return new Command("accounting")
    .description("lists payments, refunds and disputes as CSV for the books (docs/operations.md)")
    .option("--since <day>", "the first day, 2026-01-01, in the shop's time zone")
    .option("--until <day>", "the last day, it included")
    .option("--out <file>", "write them to a new file")
    .action(async (raw: unknown) => {
      const {
        since: first,
        until: last,
        ...options
      } = given.extend({ since: z.string().default(""), until: z.string().default("") }).parse(raw)
      const { since, until, fault } = readDays(first, last)
      if (fault) throw new AppError("invalid", fault)
      await writeCsv(options, {
        csv: () => writeAccounting(since, until),
        rows: () => readBookings(since, until),
      })
    })
}

function buyers(): Command {
  return new Command("buyers")
    .description("lists everybody who bought something, each once, as CSV (docs/operations.md)")
    .option("--product <slug>", "only who bought this product")
    .option("--out <file>", "write them to a new file")
    .action(async (raw: unknown) => {
      const { product = null, ...options } = given
        .extend({ product: z.string().optional() })
        .parse(raw)
      if (product !== null && !(await isProduct(product)))
        throw new AppError("not-found", `There is no product ${product}.`)
      await writeCsv(options, { csv: () => writeBuyers(product), rows: () => readBuyers(product) })
    })
}
