import { Command } from "commander"
import { z } from "zod"
import { COMMAND_LINE } from "@/lib/audit/store"
import { readLimit } from "@/lib/cli/commands/read-limit"
import { print, table } from "@/lib/cli/output"
import { DAY, HOUR, MINUTE, now, plusSeconds } from "@/lib/clock"
import { emailField } from "@/lib/customers/rules"
import { AppError } from "@/lib/errors"
import { mailState } from "@/lib/mail/rules/mail-state"
import { listMails } from "@/lib/mail/store/mail-list"
import { reconcile } from "@/lib/webhooks/reconcile"
import { retryEventByHand } from "@/lib/webhooks/retry-event-by-hand"
import { listEvents } from "@/lib/webhooks/store/ledger"

const withJson = z.object({ json: z.boolean() })

/** `reconcile`, `events`, `event` and `mails`. */
export function operationCommands(): Command[] {
  return [reconcileCommand(), events(), event(), mails()]
}

function reconcileCommand(): Command {
  return new Command("reconcile")
    .description("brings the shop to where Stripe is, without webhooks; again, it changes nothing")
    .option("--since <time>", "walk all objects made since then: 3d, 12h, or a date")
    .action(async (raw: unknown) => {
      const options = withJson.extend({ since: z.string().optional() }).parse(raw)
      const since = options.since === undefined ? undefined : readSince(options.since, now())
      const result = await reconcile(since ? { since } : {})
      print(options, result, [
        `${result.checked} checked, ${result.mended} mended, ${result.failed} failed.`,
      ])
      if (result.failed > 0) process.exitCode = 1
    })
}

function events(): Command {
  return new Command("events")
    .description("lists the events that Stripe sent, newest first")
    .option("--failing", "only those that are not applied", false)
    .option("--limit <n>", "at most so many", "50")
    .action(async (raw: unknown) => {
      const options = withJson.extend({ failing: z.boolean(), limit: z.string() }).parse(raw)
      const rows = await listEvents({
        isFailing: options.failing,
        limit: readLimit(options.limit),
      })
      const lines = rows.map((row) => [
        row.id,
        row.type,
        row.outcome ?? (row.parkedAt ? "parked" : "failing"),
        String(row.attempts),
        row.receivedAt.toISOString().slice(0, 19).replace("T", " "),
        row.lastError ?? "",
      ])
      const headings = ["EVENT", "TYPE", "OUTCOME", "TRIES", "RECEIVED", "ERROR"]
      print(options, rows, table(headings, lines, "No events."))
    })
}

function event(): Command {
  return new Command("event")
    .description("applies an event of the ledger again")
    .argument("<id>", "Stripe's id of the event")
    .requiredOption("--retry", "apply it again")
    .action(async (id: string, raw: unknown) => {
      const options = withJson.parse(raw)
      const outcome = await retryEventByHand(id, COMMAND_LINE)
      print(options, { eventId: id, outcome }, [`${id}: ${outcome}.`])
      if (outcome === "failed") process.exitCode = 1
    })
}

function mails(): Command {
  return new Command("mails")
    .description("lists the mails of the shop, oldest first")
    .option("--pending", "only those that are not sent", false)
    .option("--email <address>", "only those to one address, with what became of them")
    .option("--limit <n>", "at most so many", "50")
    .action(async (raw: unknown) => {
      const options = mailOptions.parse(raw)
      const { mails: rows } = await listMails({
        state: options.pending ? "pending" : "all",
        recipient: options.email === undefined ? null : readEmail(options.email),
        after: null,
        limit: readLimit(options.limit),
        order: "oldest first",
      })
      const lines = rows.map((row) => [
        row.id,
        row.kind,
        row.recipient,
        mailState(row),
        String(row.attempts),
        row.lastError ?? row.deliveryNote ?? "",
      ])
      const headings = ["MAIL", "KIND", "TO", "STATE", "TRIES", "ERROR"]
      print(options, rows, table(headings, lines, "No mails."))
    })
}

const mailOptions = withJson.extend({
  pending: z.boolean(),
  email: z.string().optional(),
  limit: z.string(),
})

function readEmail(text: string): string {
  const { data, error } = emailField.safeParse(text)
  if (data !== undefined) return data
  throw new AppError("invalid", error.issues[0]?.message ?? text)
}

/** "3d", "12h", "30m", or a date that JavaScript reads, as an instant before `before`. */
function readSince(text: string, before: Date): Date {
  const [, count, unit] = /^(\d{1,4})([dhm])$/.exec(text) ?? []
  const seconds = { d: DAY, h: HOUR, m: MINUTE }[unit ?? ""] ?? 0
  const date = count ? plusSeconds(before, -Number(count) * seconds) : new Date(text)
  if (Number.isNaN(date.getTime()) || date > before)
    throw new AppError("invalid", `--since takes 3d, 12h, or a past date, not "${text}".`)
  return date
}
