import { Argument, Command } from "commander"
import { z } from "zod"
import { addAdministrator } from "@/lib/administrators/add-administrator"
import { listTeam } from "@/lib/administrators/list-team"
import { removeAdministrator } from "@/lib/administrators/remove-administrator"
import { requireSecondFactor } from "@/lib/administrators/require-second-factor"
import { resetSecondFactor } from "@/lib/administrators/reset-second-factor"
import { COMMAND_LINE, listChanges } from "@/lib/audit/store"
import { readLimit } from "@/lib/cli/commands/read-limit"
import { print, table } from "@/lib/cli/output"
import { env } from "@/lib/env"
import { AppError } from "@/lib/errors"

const withJson = z.object({ json: z.boolean() })
const role = z.enum(["administrator", "support"])

/** `admin`, with who may open /admin, and `audit`, what they changed. */
export function administratorCommands(): Command[] {
  const admin = new Command("admin").description("who may open /admin")
  for (const command of [list(), add(), remove(), reset(), require()])
    admin.addCommand(command.option("--json", "print JSON", false))
  return [admin, audit()]
}

function list(): Command {
  return new Command("list")
    .description("lists them: those of ADMIN_EMAILS, and those that were added")
    .action(async (_: unknown, command: Command) => {
      const team = await listTeam()
      const lines = team.map(({ email, role, by, secondFactorSince }) => [
        email,
        role,
        by,
        secondFactorSince?.toISOString().slice(0, 10) ?? "none",
      ])
      const none = "None. Add one with: npm run shop -- admin add you@example.com"
      print(
        withJson.parse(command.optsWithGlobals()),
        team,
        table(["EMAIL", "ROLE", "BY", "SECOND FACTOR"], lines, none),
      )
    })
}

function add(): Command {
  return new Command("add")
    .description("lets an address open /admin once it has signed in")
    .argument("<email>", "the address")
    .option("--role <role>", "administrator, or support: sees all and changes nothing")
    .action(async (address: string, _: unknown, command: Command) => {
      const options = withJson
        .extend({ role: z.string().default("administrator") })
        .parse(command.optsWithGlobals())
      const wanted = role.safeParse(options.role)
      if (!wanted.success)
        throw new AppError(
          "invalid",
          `--role takes administrator or support, not "${options.role}".`,
        )
      const { email, isChanged } = await addAdministrator(address, wanted.data, COMMAND_LINE)
      print(options, { email, role: wanted.data, isChanged }, [
        isChanged
          ? `${email} may open ${env().PUBLIC_URL}/admin (${wanted.data}).`
          : `${email} is that already.`,
      ])
    })
}

function remove(): Command {
  return new Command("remove")
    .description("closes /admin to an address, with its next request")
    .argument("<email>", "the address")
    .action(async (address: string, _: unknown, command: Command) => {
      const email = await removeAdministrator(address, COMMAND_LINE)
      print(withJson.parse(command.optsWithGlobals()), { email }, [
        `${email} may not open /admin any more.`,
      ])
    })
}

function reset(): Command {
  return new Command("reset-second-factor")
    .description("for who has lost app and recovery codes: their address alone opens /admin again")
    .argument("<email>", "the address")
    .action(async (address: string, _: unknown, command: Command) => {
      const email = await resetSecondFactor(address, COMMAND_LINE)
      print(withJson.parse(command.optsWithGlobals()), { email }, [
        `${email} signs in without a second factor, and can set up another at ${env().PUBLIC_URL}/account/second-factor.`,
      ])
    })
}

function require(): Command {
  return new Command("require-second-factor")
    .description("says whether everybody who may open /admin must have a second factor")
    .addArgument(new Argument("<state>", "on or off").choices(["on", "off"]))
    .action(async (state: string, _: unknown, command: Command) => {
      const isRequired = state === "on"
      await requireSecondFactor(isRequired, COMMAND_LINE)
      print(withJson.parse(command.optsWithGlobals()), { isRequired }, [
        isRequired
          ? "Everybody must have a second factor: who has none sets one up at their next visit."
          : "A second factor is everybody's own choice.",
      ])
    })
}

function audit(): Command {
  return new Command("audit")
    .description("lists what administrators changed, newest first")
    .option("--limit <n>", "at most so many", "50")
    .action(async (raw: unknown) => {
      const options = withJson.extend({ limit: z.string() }).parse(raw)
      const { changes } = await listChanges({ after: null, limit: readLimit(options.limit) })
      const lines = changes.map((one) => [
        one.at.toISOString().slice(0, 19).replace("T", " "),
        one.actor,
        one.action,
        one.subjectId,
        one.reason ?? "",
      ])
      print(options, changes, table(["AT", "WHO", "WHAT", "OF", "WHY"], lines, "No changes yet."))
    })
}
