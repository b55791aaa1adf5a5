import type { Command } from "commander"
import { rehearse } from "@/lib/db"

/** The option --dry-run, for a command whose work is one transaction. */
export function withDryRun(command: Command): Command {
  return command.option("--dry-run", "say what would happen, and change nothing", false)
}

/** Does the work; with --dry-run all of it is taken back (`rehearse`), and what it came to is told. */
export async function carryOut<T>(
  { dryRun }: { dryRun: boolean },
  work: () => Promise<T>,
): Promise<T> {
  return dryRun ? rehearse(work) : work()
}

/** The last line of a dry run. */
export function sayUnchanged({ dryRun }: { dryRun: boolean }): string[] {
  return dryRun ? ["Nothing was changed."] : []
}
