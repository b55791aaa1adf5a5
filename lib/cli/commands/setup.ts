import { Command } from "commander"
import { z } from "zod"
import { print } from "@/lib/cli/output"
import { listChecks } from "@/lib/setup/list-checks"
import { type Check, isOpen } from "@/lib/setup/rules"

const options = z.object({ json: z.boolean() })

/** `setup`: what /admin/setup shows. */
export function setupCommand(): Command {
  return new Command("setup")
    .description("checks each step to a shop that sells; exits with 1 while one is open")
    .action(async (raw: unknown) => {
      const { json } = options.parse(raw)
      const checks = await listChecks()
      print({ json }, checks, checks.flatMap(describe))
      if (checks.some(isOpen)) process.exitCode = 1
    })
}

function describe({ title, state, found, fix }: Check): string[] {
  return [`${state.padEnd(7)}  ${title}. ${found}`, ...(fix ? [`         ${fix}`] : [])]
}
