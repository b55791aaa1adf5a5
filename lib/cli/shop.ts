import { Command } from "commander"
import { catalogCommands } from "@/lib/cli/commands/catalog"
import { customerCommands } from "@/lib/cli/commands/customer"
import { importCommand } from "@/lib/cli/commands/import-catalogue"
import { operationCommands } from "@/lib/cli/commands/operations"
import { planCommands } from "@/lib/cli/commands/plan"
import { purchaseCommands } from "@/lib/cli/commands/purchases"
import { subscriptionCommands } from "@/lib/cli/commands/subscription"
import { verifyCommand } from "@/lib/cli/commands/verify"
import { closeDb } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { describeError } from "@/lib/log"

const program = new Command("shop")
  .description("Runs the shop from the command line.")
  .usage("<command> [options]")
  .showHelpAfterError()
  .addHelpText("after", "\nEvery command has --help and --json.")

const commands = [
  catalogCommands,
  importCommand,
  planCommands,
  subscriptionCommands,
  purchaseCommands,
  customerCommands,
  operationCommands,
  verifyCommand,
]
for (const command of commands.flatMap((list) => list()))
  program.addCommand(command.option("--json", "print JSON", false))

try {
  await program.parseAsync()
} catch (error) {
  const message = error instanceof AppError ? error.message : describeError(error).message
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
} finally {
  await closeDb()
}
