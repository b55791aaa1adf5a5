import type { FileCollector } from "@/lib/catalog/import/collect-files"
import type { CatalogueRow } from "@/lib/catalog/import/parse-row"
import {
  emptyWrites,
  type Plan,
  planProduct,
  type ReadyRow,
} from "@/lib/catalog/import/plan-product"
import { recordImport } from "@/lib/catalog/store/import-rows"
import {
  type ImportWrites,
  listEditionOwners,
  listForImport,
  lockImports,
} from "@/lib/catalog/store/importing"
import { transaction } from "@/lib/db"

export type BatchContext = {
  files: FileCollector
  now: Date
  isDryRun: boolean
  isOnlyNew: boolean
  isDemo: boolean
  /** Called as each row's files are there. */
  onRow: () => void
}

/**
 * Brings one batch into the shop, bytes first and then all rows in one transaction; what became of
 * each row, in their order. A dry run reads the same and writes nothing.
 */
export async function saveBatch(rows: CatalogueRow[], context: BatchContext): Promise<Plan[]> {
  const looked = []
  for (const row of rows) {
    const result = await context.files.look(row)
    if (result.ok && !context.isDryRun) await context.files.store(result.row)
    looked.push(result)
    context.onRow()
  }
  const ready = looked.flatMap((result) => (result.ok ? [result.row] : []))
  const plans = context.isDryRun
    ? await planAll(ready, context)
    : await transaction(async () => {
        await lockImports(ready.map((row) => row.slug))
        const all = await planAll(ready, context)
        await recordImport(merge(all))
        return all
      })
  const next = plans[Symbol.iterator]()
  return looked.map((result) =>
    result.ok ? (next.next().value ?? unchanged) : { outcome: "refused", faults: result.faults },
  )
}

async function planAll(rows: ReadyRow[], context: BatchContext): Promise<Plan[]> {
  const held = await listForImport(rows.map((row) => row.slug))
  const owners = await listEditionOwners(
    rows.flatMap((row) => row.editions.map((edition) => edition.slug)),
  )
  return rows.map((row) => {
    const product = held.get(row.slug)
    if (product && context.isOnlyNew) return unchanged
    return planProduct(row, product, { now: context.now, isDemo: context.isDemo, owners })
  })
}

const unchanged: Plan = { outcome: "unchanged", changed: [], writes: emptyWrites() }

function merge(plans: Plan[]): ImportWrites {
  const all = emptyWrites()
  for (const plan of plans) {
    if (plan.outcome === "refused") continue
    all.newProducts.push(...plan.writes.newProducts)
    all.changedProducts.push(...plan.writes.changedProducts)
    all.newEditions.push(...plan.writes.newEditions)
    all.changedEditions.push(...plan.writes.changedEditions)
    all.archivedPrices.push(...plan.writes.archivedPrices)
    all.newPrices.push(...plan.writes.newPrices)
    all.newReleases.push(...plan.writes.newReleases)
    all.newFiles.push(...plan.writes.newFiles)
  }
  return all
}
