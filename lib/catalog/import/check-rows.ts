import { freeSlug } from "@/lib/catalog/import/derive-slug"
import { type CatalogueRow, parseRow } from "@/lib/catalog/import/parse-row"
import type { FileRow } from "@/lib/catalog/import/read-catalogue-file"
import type { Fault } from "@/lib/catalog/import/row-editions"

/** Where a row stands; slug is null while it has none. */
export type Place = { row: number; line: number | null; slug: string | null }

/** What is wrong with a row: where it stands, which field, and what to do. */
export type Refusal = Place & Fault

export type CheckedRows = { good: { place: Place; row: CatalogueRow }[]; refusals: Refusal[] }

/**
 * Checks each row, and that no two are the same product. A slug that a row does not have is made
 * from its title; where that is taken in the file, "-2", "-3", … follow in the file's order.
 */
export function checkRows(rows: FileRow[]): CheckedRows {
  const checked: CheckedRows = { good: [], refusals: [] }
  const parsed = rows.map((from) => ({
    from,
    result: from.fault
      ? { ok: false as const, faults: [{ field: "", message: from.fault }] }
      : parseRow(from.value),
  }))
  // Slugs that are written come before those that are made, wherever they stand.
  const written = new Set(
    parsed.flatMap(({ result }) => (result.ok && result.row.hasOwnSlug ? [result.row.slug] : [])),
  )
  const products = new Map<string, Place>()
  const editions = new Map<string, Place>()
  const isTaken = (slug: string) => written.has(slug) || products.has(slug)
  for (const { from, result } of parsed) {
    const place = { row: from.row, line: from.line, slug: null }
    if (!result.ok) {
      checked.refusals.push(...result.faults.map((fault) => ({ ...place, ...fault })))
      continue
    }
    const row = result.row.hasOwnSlug ? result.row : withFreeSlug(from, result.row, isTaken)
    const named = { ...place, slug: row.slug }
    const fault =
      doubled("slug", [row.slug], products) ??
      doubled(
        "editions",
        row.editions.map((edition) => edition.slug),
        editions,
      )
    if (fault) {
      checked.refusals.push({ ...named, ...fault })
      continue
    }
    products.set(row.slug, named)
    for (const edition of row.editions) editions.set(edition.slug, named)
    checked.good.push({ place: named, row })
  }
  return checked
}

function withFreeSlug(
  from: FileRow,
  row: CatalogueRow,
  isTaken: (slug: string) => boolean,
): CatalogueRow {
  if (!isTaken(row.slug)) return row
  const renamed = parseRow(from.value, freeSlug(row.slug, isTaken))
  return renamed.ok ? renamed.row : row
}

function doubled(field: string, slugs: string[], taken: Map<string, Place>): Fault | null {
  const slug = slugs.find((one) => taken.has(one))
  if (slug === undefined) return null
  const first = taken.get(slug)
  const where = first?.line ? `line ${first.line}` : `product ${first?.row}`
  return { field, message: `${slug} is on ${where} already; keep one, or give it another slug.` }
}
