import { Command } from "commander"
import { z } from "zod"
import { giveAccess } from "@/lib/account/give-access"
import { reasonField } from "@/lib/audit/rules"
import { COMMAND_LINE } from "@/lib/audit/store"
import { readEmail } from "@/lib/cli/commands/read-email"
import { carryOut, sayUnchanged, withDryRun } from "@/lib/cli/dry-run"
import { print, table } from "@/lib/cli/output"
import { now } from "@/lib/clock"
import { findCustomerId } from "@/lib/customers/store/customers"
import { listAccessEntries } from "@/lib/customers/store/whole-customer"
import { endGrant } from "@/lib/entitlements/end-grant"
import { AppError } from "@/lib/errors"
import { readDays } from "@/lib/shop/read-days"

const withJson = z.object({ json: z.boolean() })
const deed = withJson.extend({
  dryRun: z.boolean(),
  reason: reasonField,
})
const day = (at: Date | null) => at?.toISOString().slice(0, 10) ?? ""

/** `grant`, with what can be done with access that nobody paid for. */
export function grantCommands(): Command[] {
  const grant = new Command("grant").description(
    "access that an administrator gives, without an order",
  )
  for (const command of [give(), list(), end()])
    grant.addCommand(command.option("--json", "print JSON", false))
  return [grant]
}

function give(): Command {
  return withDryRun(new Command("give"))
    .description("opens a product, or all of a group, to whoever has an address")
    .argument("<address>", "whose; who was no customer becomes one")
    .argument("<what>", "a product's slug, or group:<name>")
    .requiredOption("--reason <words>", "why; it stands in the audit log")
    .option("--until <day>", "the last day that it is open, as 2026-11-26; for ever, unless given")
    .option("--mail", "write to them", false)
    .action(async (address: string, what: string, _: unknown, command: Command) => {
      const options = deed
        .extend({ until: z.string().default(""), mail: z.boolean() })
        .parse(command.optsWithGlobals())
      const { until: endsAt, fault } = readDays("", options.until)
      if (fault) throw new AppError("invalid", fault)
      const { reason, mail, dryRun } = options
      const given = await carryOut(options, () =>
        giveAccess({
          to: { email: readEmail(address) },
          what,
          endsAt,
          reason,
          actor: COMMAND_LINE,
          isTold: mail,
        }),
      )
      print(options, { ...given, what, endsAt, mailed: mail && !dryRun, dryRun }, [
        `${what} ${dryRun ? "would be" : "is"} open to ${given.email}${endsAt ? ` until ${endsAt.toISOString()}` : ""}.`,
        ...(dryRun
          ? []
          : [`To take it back: npm run shop -- grant end ${given.grantId} --reason "…"`]),
        ...sayUnchanged(options),
      ])
    })
}

function list(): Command {
  return new Command("list")
    .description("lists what was granted to an address, the newest first")
    .argument("<address>", "whose")
    .action(async (address: string, _: unknown, command: Command) => {
      const email = readEmail(address)
      const customerId = await findCustomerId(email)
      const entries = customerId ? await listAccessEntries(customerId) : []
      const grants = entries.filter(({ source }) => source === "grant")
      const at = now()
      const rows = grants.map(({ id, product, groupName, startsAt, endsAt }) => [
        id,
        product?.title ?? `group:${groupName}`,
        day(startsAt),
        day(endsAt),
        endsAt && endsAt <= at ? "over" : "open",
      ])
      const headings = ["GRANT", "OPENS", "FROM", "UNTIL", "STATE"]
      print(
        withJson.parse(command.optsWithGlobals()),
        grants,
        table(headings, rows, `Nothing was granted to ${email}.`),
      )
    })
}

function end(): Command {
  return withDryRun(new Command("end"))
    .description("closes at once what was granted")
    .argument("<grant>", "the grant's id, as grant list tells it")
    .requiredOption("--reason <words>", "why; it stands in the audit log")
    .action(async (grantId: string, _: unknown, command: Command) => {
      const options = deed.parse(command.optsWithGlobals())
      const { reason, dryRun } = options
      if (!z.uuid().safeParse(grantId).success)
        throw new AppError("not-found", `There is no grant ${grantId}.`)
      await carryOut(options, () => endGrant({ grantId, reason, actor: COMMAND_LINE }))
      print(options, { id: grantId, dryRun }, [
        dryRun ? "It would end." : "It has ended, and what it opened is closed.",
        ...sayUnchanged(options),
      ])
    })
}
