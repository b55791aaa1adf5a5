import { open } from "node:fs/promises"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { Command } from "commander"
import { z } from "zod"
import { eraseCustomer } from "@/lib/account/erase-customer"
import { exportCustomer } from "@/lib/account/export-customer"
import { readEmail } from "@/lib/cli/commands/read-email"
import { print } from "@/lib/cli/output"
import { findCustomerId } from "@/lib/customers/store/customers"
import { AppError, messageOf } from "@/lib/errors"

const given = z.object({
  json: z.boolean(),
  export: z.string().optional(),
  erase: z.boolean(),
  yes: z.boolean(),
})

/** `customer`. */
export function customerCommands(): Command[] {
  return [
    new Command("customer")
      .description("writes all that the shop knows of a customer to a file, or forgets them")
      .argument("<address>", "the customer's mail address")
      .option("--export <file>", "write everything as JSON (docs/export.md)")
      .option("--erase", "forget the person and keep the books; there is no way back", false)
      .option("--yes", "really erase", false)
      .action(async (address: string, raw: unknown) => run(address, given.parse(raw))),
  ]
}

async function run(address: string, options: z.infer<typeof given>): Promise<void> {
  if (!options.export && !options.erase)
    throw new AppError("invalid", "Say what to do: --export <file>, --erase, or both.")
  if (options.erase && !options.yes)
    throw new AppError(
      "invalid",
      "Erasing cannot be undone: all access of this customer ends. Add --yes to do it.",
    )
  const customerId = await findCustomer(address)
  if (options.export) await writeExport(customerId, options.export)
  const erased = options.erase ? await eraseCustomer(customerId) : null
  print(options, { customerId, exported: options.export ?? null, erased }, [
    ...(options.export ? [`Written to ${options.export}.`] : []),
    ...(erased
      ? [
          `Erased. Paid orders that stay, without the person: ${erased.ordersKept}. Unpaid ones deleted: ${erased.ordersDeleted}. Mails without the address: ${erased.mails}. The worker does the rest, here and at Stripe.`,
        ]
      : []),
  ])
}

async function findCustomer(address: string): Promise<string> {
  const email = readEmail(address)
  const id = await findCustomerId(email)
  if (!id) throw new AppError("not-found", `There is no customer ${email}.`)
  return id
}

// Nobody else on this machine may read it; and a file that is there is not overwritten.
async function writeExport(customerId: string, path: string): Promise<void> {
  const file = await open(path, "wx", 0o600).catch((error: unknown) => {
    throw new AppError("invalid", `${path} could not be written: ${messageOf(error)}`)
  })
  await pipeline(Readable.from(await exportCustomer(customerId)), file.createWriteStream())
}
