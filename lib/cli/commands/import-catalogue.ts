import { Command } from "commander"
import { z } from "zod"
import { type ImportReport, importCatalogue } from "@/lib/catalog/import-catalogue"
import { followProgress } from "@/lib/cli/follow-progress"
import { print } from "@/lib/cli/output"

const optionFields = z.object({
  json: z.boolean(),
  dryRun: z.boolean(),
  strict: z.boolean(),
  onlyNew: z.boolean(),
})

// With --json all of them are told.
const SHOWN = 20

/** `import-catalogue`. */
export function importCommand(): Command {
  return new Command("import-catalogue")
    .description("creates and updates products from a JSON or CSV file (docs/import.md)")
    .argument("<file>", "a .json or .csv file; the files that it names lie beside it")
    .option("--dry-run", "write nothing, and say what would be written", false)
    .option("--strict", "import nothing when one row is refused", false)
    .option("--only-new", "leave products that are there as they are", false)
    .addHelpText("after", "\nExits with 1 when a row is refused; the others are imported.")
    .action(async (path: string, raw: unknown) => {
      const { json, dryRun, strict, onlyNew } = optionFields.parse(raw)
      const progress = followProgress("products")
      const report = await importCatalogue(
        { path },
        { isDryRun: dryRun, isStrict: strict, isOnlyNew: onlyNew, onProgress: progress.show },
      ).finally(() => progress.stop())
      print({ json }, report, describe(report))
      if (report.refused > 0) process.exitCode = 1
    })
}

function describe(report: ImportReport): string[] {
  const count = (n: number) => n.toLocaleString("en-US")
  const { created, changed, unchanged, refused } = report
  const kept = report.isWritten ? "" : ", had it been written"
  return [
    ...report.refusals
      .slice(0, SHOWN)
      .map(
        ({ line, row, field, message }) =>
          `refused  ${line ? `line ${line}` : `product ${row}`}${field && `, ${field}`}: ${message}`,
      ),
    ...andMore(report.refusals.length),
    ...(report.isWritten ? [] : listProducts(report)),
    `${count(created)} created, ${count(changed)} changed, ${count(unchanged)} unchanged, ${count(refused)} refused${kept}.`,
    ...(report.isWritten ? [] : ["Nothing was written."]),
  ]
}

function listProducts({ products }: ImportReport): string[] {
  return [
    ...products
      .slice(0, SHOWN)
      .map(
        ({ slug, outcome, fields }) =>
          `${outcome === "created" ? "create " : "change "}  ${slug}${outcome === "changed" ? ` (${fields.join(", ")})` : ""}`,
      ),
    ...andMore(products.length),
  ]
}

function andMore(length: number): string[] {
  return length > SHOWN
    ? [`… and ${(length - SHOWN).toLocaleString("en-US")} more; --json lists all.`]
    : []
}
