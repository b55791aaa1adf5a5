import { Argument, Command } from "commander"
import { z } from "zod"
import { COMMAND_LINE } from "@/lib/audit/store"
import { changeShelf, type ShelfOutcome, shelfSteps } from "@/lib/catalog/change-shelf"
import { deleteProduct } from "@/lib/catalog/delete-product"
import { carryOut, sayUnchanged, withDryRun } from "@/lib/cli/dry-run"
import { print } from "@/lib/cli/output"
import { AppError } from "@/lib/errors"

const given = z.object({ json: z.boolean(), dryRun: z.boolean() })
const step = z.enum(shelfSteps)

/** `shelf` and `delete-product`. */
export function shelfCommands(): Command[] {
  return [shelf(), remove()]
}

const why: Record<ShelfOutcome["refused"][number]["reason"], string> = {
  "no-file": "an edition that would be for sale has no file",
  sold: "it was sold: archive it instead",
  archived: "it is archived: restore it first",
}

function shelf(): Command {
  return withDryRun(new Command("shelf"))
    .description(
      "puts products on the shelf, makes drafts of them, archives them or brings them back",
    )
    .addArgument(new Argument("<step>", "what to do").choices(shelfSteps))
    .argument("<products...>", "their slugs")
    .addHelpText("after", "\nOwners keep what they have. Exits with 1 when a product is refused.")
    .action(async (named: string, slugs: string[], raw: unknown) => {
      const options = given.parse(raw)
      const what = step.parse(named)
      const { changed, refused, unknown } = await carryOut(options, () =>
        changeShelf(slugs, what, COMMAND_LINE),
      )
      const same = slugs.filter(
        (slug) =>
          !changed.includes(slug) &&
          !unknown.includes(slug) &&
          !refused.some((one) => one.slug === slug),
      )
      print(options, { step: what, changed, refused, unknown, same, dryRun: options.dryRun }, [
        ...changed.map((slug) => `${what}  ${slug}`),
        ...same.map((slug) => `unchanged  ${slug}`),
        ...refused.map(({ slug, reason }) => `refused  ${slug}: ${why[reason]}`),
        ...unknown.map((slug) => `refused  ${slug}: there is no such product`),
        ...sayUnchanged(options),
      ])
      if (refused.length + unknown.length > 0) process.exitCode = 1
    })
}

function remove(): Command {
  return withDryRun(new Command("delete-product"))
    .description("deletes a product that nobody bought or was given, with its files")
    .argument("<product>", "its slug")
    .option("--yes", "really delete it; there is no way back", false)
    .action(async (slug: string, raw: unknown) => {
      const options = given.extend({ yes: z.boolean() }).parse(raw)
      if (!options.yes && !options.dryRun)
        throw new AppError(
          "invalid",
          "Deleting cannot be undone. Add --yes to do it, or --dry-run.",
        )
      await deleteProduct(slug, COMMAND_LINE, options.dryRun)
      print(options, { slug, dryRun: options.dryRun }, [
        options.dryRun ? `${slug} would be deleted.` : `${slug} is deleted.`,
        ...sayUnchanged(options),
      ])
    })
}
