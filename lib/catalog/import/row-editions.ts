import { deriveSlug } from "@/lib/catalog/import/derive-slug"
import { parsePrices } from "@/lib/catalog/import/parse-prices"
import type { RowFields, RowFile } from "@/lib/catalog/import/row-schema"
import { HOUR } from "@/lib/clock"
import { formatDuration } from "@/lib/formats"
import type { Money } from "@/lib/money"

/** What is wrong with one field of a row, and what to do. */
export type Fault = { field: string; message: string }

/** An edition as a row wants it; undefined: as it is, or the shop's default. */
export type RowEdition = {
  slug: string
  title: string
  format: string | undefined
  isSample: boolean | undefined
  downloadLimit: number | undefined
  /** Seconds; null: for ever. */
  accessSeconds: number | null
  prices: Money[]
  files: RowFile[]
  /** Its place among the product's editions; left out: it stays, or is the last. */
  position?: number
}

const RENT_HOURS = 48

/**
 * The editions of a row: those that it lists, else what price and rentPrice say. What is wrong with
 * them is added to `faults`.
 */
export function editionsOf(row: RowFields, slug: string, faults: Fault[]): RowEdition[] {
  if (!row.editions) return shortEditions(row, slug, faults)
  for (const field of ["price", "rentPrice", "rentHours"] as const)
    if (row[field] !== undefined)
      faults.push({ field, message: 'Put it into "editions", or leave "editions" out.' })
  const editions = row.editions.map((edition, at): RowEdition => {
    const field = `editions.${at}`
    return {
      slug: edition.slug ?? `${slug}-${deriveSlug(edition.title) || at + 1}`,
      title: edition.title,
      format: edition.format ?? row.format,
      isSample: edition.isSample,
      downloadLimit: edition.downloadLimit ?? row.downloadLimit,
      accessSeconds: edition.accessHours === undefined ? null : edition.accessHours * HOUR,
      prices: read(edition.price, edition.currency ?? row.currency, `${field}.price`, faults),
      files: [...(edition.file ?? row.file ?? []), ...(edition.captions ?? row.captions ?? [])],
    }
  })
  const slugs = editions.map((edition) => edition.slug)
  const doubled = slugs.findIndex((one, at) => slugs.indexOf(one) !== at)
  if (doubled >= 0)
    faults.push({
      field: `editions.${doubled}.slug`,
      message: `Two editions would have the slug ${slugs[doubled]}; give each its own.`,
    })
  return editions
}

/** An edition to rent, one to keep, or both. */
function shortEditions(row: RowFields, slug: string, faults: Fault[]): RowEdition[] {
  const { currency, format, downloadLimit, rentHours = RENT_HOURS } = row
  const files = [...(row.file ?? []), ...(row.captions ?? [])]
  const common = { format, isSample: undefined, downloadLimit, files }
  const editions: RowEdition[] = []
  if (row.rentPrice !== undefined) {
    const accessSeconds = rentHours * HOUR
    editions.push({
      ...common,
      slug: `${slug}-rent`,
      title: `Rent for ${formatDuration(accessSeconds, "en")}`,
      accessSeconds,
      prices: read(row.rentPrice, currency, "rentPrice", faults),
    })
  } else if (row.rentHours !== undefined)
    faults.push({ field: "rentHours", message: "Give it a rentPrice, or leave the hours out." })
  if (row.price !== undefined)
    editions.push({
      ...common,
      slug: `${slug}-own`,
      title: row.rentPrice === undefined ? (format ?? "Download") : "To keep",
      accessSeconds: null,
      prices: read(row.price, currency, "price", faults),
    })
  return editions
}

function read(text: string, currency: string | undefined, field: string, faults: Fault[]): Money[] {
  const parsed = parsePrices(text, currency)
  if (parsed.ok) return parsed.prices
  faults.push({ field, message: parsed.message })
  return []
}
