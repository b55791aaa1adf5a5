import { Command, CommanderError } from "commander"
import { z } from "zod"
import { accountingCommands } from "@/lib/cli/commands/accounting"
import { administratorCommands } from "@/lib/cli/commands/administrators"
import { archiveCommands } from "@/lib/cli/commands/archives"
import { catalogCommands } from "@/lib/cli/commands/catalog"
import { customerCommands } from "@/lib/cli/commands/customer"
import { grantCommands } from "@/lib/cli/commands/grant"
import { healthCommand } from "@/lib/cli/commands/health"
import { importCommand } from "@/lib/cli/commands/import-catalogue"
import { operationCommands } from "@/lib/cli/commands/operations"
import { orderCommands } from "@/lib/cli/commands/orders"
import { planCommands } from "@/lib/cli/commands/plan"
import { purchaseCommands } from "@/lib/cli/commands/purchases"
import { releaseCommands } from "@/lib/cli/commands/release"
import { reportCommands } from "@/lib/cli/commands/report"
import { settingsCommand } from "@/lib/cli/commands/settings"
import { setupCommand } from "@/lib/cli/commands/setup"
import { shelfCommands } from "@/lib/cli/commands/shelf"
import { subscriptionCommands } from "@/lib/cli/commands/subscription"
import { verifyCommand } from "@/lib/cli/commands/verify"
import { AppError } from "@/lib/errors"
import { describeError } from "@/lib/log"

const lists = [
  catalogCommands,
  shelfCommands,
  importCommand,
  releaseCommands,
  planCommands,
  subscriptionCommands,
  purchaseCommands,
  orderCommands,
  customerCommands,
  grantCommands,
  operationCommands,
  accountingCommands,
  archiveCommands,
  healthCommand,
  setupCommand,
  settingsCommand,
  reportCommands,
  administratorCommands,
  verifyCommand,
]

/**
 * Runs one command of the shop: `argv` is what follows `npm run shop --`. What it has to say goes to
 * stdout, what went wrong to stderr. Returns the exit code; connections stay open.
 */
export async function runShopCommand(argv: string[]): Promise<number> {
  process.exitCode = 0
  try {
    await makeProgram().parseAsync(argv, { from: "user" })
    return process.exitCode
  } catch (error) {
    // Help was shown, or the command line refused; that is written already.
    if (error instanceof CommanderError) return error.exitCode
    process.stderr.write(`${sayWhy(error)}\n`)
    return 1
  }
}

function sayWhy(error: unknown): string {
  if (error instanceof AppError) return error.message
  // An option that a command could not read.
  if (error instanceof z.ZodError)
    return error.issues.map(({ path, message }) => `${optionOf(path)}: ${message}`).join("\n")
  return describeError(error).message
}

function optionOf(path: PropertyKey[]): string {
  return `--${String(path[0]).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

function makeProgram(): Command {
  const program = new Command("shop")
    .description("Runs the shop from the command line.")
    .usage("<command> [options]")
    .showHelpAfterError()
    .addHelpText("after", "\nEvery command has --help and --json.")
  for (const command of lists.flatMap((list) => list()))
    program.addCommand(command.option("--json", "print JSON", false))
  throwing(program)
  return program
}

// Instead of ending the process.
function throwing(command: Command): void {
  command.exitOverride()
  for (const one of command.commands) throwing(one)
}
