import type { CatalogueRow } from "@/lib/catalog/import/parse-row"
import { planEdition } from "@/lib/catalog/import/plan-edition"
import type { Fault, RowEdition } from "@/lib/catalog/import/row-editions"
import type { HeldProduct, ImportWrites, ProductRow } from "@/lib/catalog/store/importing"
import type { FileFields } from "@/lib/catalog/store/publishing"
import { newId } from "@/lib/tokens"

export type ReadyEdition = Omit<RowEdition, "files"> & { files: FileFields[] }

/** A row whose bytes were looked at: what each edition's files are, and where the cover is kept. */
export type ReadyRow = Omit<CatalogueRow, "editions" | "cover"> & {
  coverKey: string | undefined
  editions: ReadyEdition[]
}

export type Plan =
  | { outcome: "created" | "changed" | "unchanged"; changed: string[]; writes: ImportWrites }
  | { outcome: "refused"; faults: Fault[] }

export type PlanOptions = {
  isDemo: boolean
  now: Date
  /** The product ids of edition slugs that are taken. */
  owners: Map<string, string>
  /** Whoever asks has looked already whether what is for sale can be delivered. */
  canLackFiles?: boolean
}

/**
 * What a row makes of the product that the shop has under its slug, if it has one. It takes nothing
 * away but prices that are replaced, and knows nothing of purchases and entitlements.
 */
export function planProduct(
  row: ReadyRow,
  held: HeldProduct | undefined,
  options: PlanOptions,
): Plan {
  const product = mergeProduct(row, held, options)
  const writes = emptyWrites()
  const changed = new Set<string>()
  if (held) {
    for (const field of differences(product, held)) changed.add(field)
    if (changed.size > 0) writes.changedProducts.push(product)
  } else writes.newProducts.push(product)

  const faults: Fault[] = []
  if (!held && row.editions.length === 0)
    faults.push({ field: "price", message: "A new product needs a price; 0 is a free one." })
  for (const edition of row.editions)
    planEdition(edition, { row, product, held, options, writes, changed, faults })
  if (faults.length > 0) return { outcome: "refused", faults }
  const outcome = held ? (changed.size > 0 ? "changed" : "unchanged") : "created"
  return { outcome, changed: [...changed], writes }
}

/** Nothing to write. */
export function emptyWrites(): ImportWrites {
  return {
    newProducts: [],
    changedProducts: [],
    newEditions: [],
    changedEditions: [],
    archivedPrices: [],
    newPrices: [],
    newReleases: [],
    newFiles: [],
  }
}

function mergeProduct(
  row: ReadyRow,
  held: HeldProduct | undefined,
  { isDemo, now }: PlanOptions,
): ProductRow {
  // Without a word about it, a new product is for sale at once, and one that is there stays so.
  const unsaid = held ? held.publishedAt : now
  return {
    id: held?.id ?? newId(),
    slug: row.slug,
    title: row.title,
    summary: row.summary ?? held?.summary ?? "",
    description: row.description ?? held?.description ?? "",
    kind: row.kind ?? held?.kind ?? "file",
    people: row.people ?? held?.people ?? [],
    keywords: row.keywords ?? held?.keywords ?? [],
    groups: row.groups ?? held?.groups ?? [],
    coverKey: row.coverKey ?? held?.coverKey ?? null,
    coverAlt: row.coverAlt ?? held?.coverAlt ?? "",
    publishedAt: row.publishedAt === "draft" ? null : (row.publishedAt ?? unsaid),
    // What its owner imports is the owner's, even over goods of the demonstration.
    isDemo,
  }
}

function differences(product: ProductRow, held: HeldProduct): string[] {
  const fields = Object.keys(product) as (keyof ProductRow)[]
  return fields.filter((field) => JSON.stringify(product[field]) !== JSON.stringify(held[field]))
}
