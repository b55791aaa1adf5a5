import { dirname } from "node:path"
import { checkRows, type Place, type Refusal } from "@/lib/catalog/import/check-rows"
import { collectFiles } from "@/lib/catalog/import/collect-files"
import type { Plan } from "@/lib/catalog/import/plan-product"
import { type FileRow, readCatalogueFile } from "@/lib/catalog/import/read-catalogue-file"
import { saveBatch } from "@/lib/catalog/import/save-batch"
import { now } from "@/lib/clock"

export type ImportOptions = {
  /** Writes nothing; the report says what would be written. */
  isDryRun?: boolean
  /** One refused row refuses all. */
  isStrict?: boolean
  /** Leaves the products that the shop has as they are. */
  isOnlyNew?: boolean
  /** Marks the products as goods of the demonstration. */
  isDemo?: boolean
  onProgress?: (progress: { done: number; total: number }) => void
}

export type ImportReport = {
  /** Whether it was written; false for a dry run, and for a strict import with a refused row. */
  isWritten: boolean
  /** Products in the file. */
  rows: number
  created: number
  changed: number
  unchanged: number
  refused: number
  /** One for each fault of a refused row, in the file's order. */
  refusals: Refusal[]
  /** What was, or would be, created or changed, and in which fields. */
  products: { slug: string; outcome: "created" | "changed"; fields: string[] }[]
}

/** A file, or rows at hand with the folder that their files are in. */
export type ImportSource = { path: string } | { rows: unknown[]; folder: string }

// So many rows in a transaction: few round trips, and locks of a moment.
const BATCH = 500

/**
 * Brings the products of a file into the shop: new ones are created, those that are there (by slug)
 * take what the file says of them; again, it changes nothing. Refused rows are reported and the
 * others imported. What the file does not name stays, and no purchase, entitlement or download is
 * ever touched. Throws an AppError "invalid" for a file that cannot be read as a whole.
 */
export async function importCatalogue(
  source: ImportSource,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const { good, refusals } = checkRows(await rowsOf(source))
  const files = collectFiles("path" in source ? dirname(source.path) : source.folder)
  const { isDemo = false, isOnlyNew = false, onProgress } = options

  const run = async (isDryRun: boolean): Promise<ImportReport> => {
    const report = emptyReport(refusals, good.length, !isDryRun)
    let done = 0
    const onRow = () => onProgress?.({ done: ++done, total: good.length })
    const context = { files, now: now(), isDryRun, isOnlyNew, isDemo, onRow }
    for (let at = 0; at < good.length; at += BATCH) {
      const batch = good.slice(at, at + BATCH)
      const plans = await saveBatch(
        batch.map(({ row }) => row),
        context,
      )
      for (const [index, { place }] of batch.entries()) note(report, place, plans[index])
    }
    report.refusals.sort((a, b) => a.row - b.row)
    return report
  }

  if (options.isDryRun) return run(true)
  const trial = options.isStrict ? await run(true) : null
  return trial && trial.refused > 0 ? trial : run(false)
}

async function rowsOf(source: ImportSource): Promise<FileRow[]> {
  if ("path" in source) return readCatalogueFile(source.path)
  return source.rows.map((value, at) => ({ row: at + 1, line: null, value }))
}

function emptyReport(refusals: Refusal[], good: number, isWritten: boolean): ImportReport {
  const refused = new Set(refusals.map(({ row }) => row)).size
  const counts = { rows: good + refused, created: 0, changed: 0, unchanged: 0, refused }
  return { isWritten, ...counts, refusals: [...refusals], products: [] }
}

function note(report: ImportReport, place: Place, plan: Plan | undefined): void {
  if (!plan) return
  report[plan.outcome]++
  if (plan.outcome === "refused")
    report.refusals.push(...plan.faults.map((fault) => ({ ...place, ...fault })))
  else if (plan.outcome !== "unchanged" && place.slug !== null)
    report.products.push({ slug: place.slug, outcome: plan.outcome, fields: plan.changed })
}
