import type { z } from "zod"
import { deriveSlug } from "@/lib/catalog/import/derive-slug"
import { parsePrices } from "@/lib/catalog/import/parse-prices"
import { type RowFields, rowSchema } from "@/lib/catalog/import/row-schema"
import { HOUR } from "@/lib/clock"
import { formatDuration } from "@/lib/formats"
import type { Money } from "@/lib/money"

/** What is wrong with one field of a row, and what to do. */
export type Fault = { field: string; message: string }

/** A file of a row: its path beside the import file, and the name that buyers save it by. */
export type RowFile = { path: string; name?: string | undefined }

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
}

/** A row that may be imported. Undefined fields stay as they are. */
export type CatalogueRow = Omit<
  RowFields,
  "editions" | "price" | "currency" | "rentPrice" | "rentHours" | "file" | "captions" | "format"
> & { slug: string; hasOwnSlug: boolean; editions: RowEdition[] }

export type ParsedRow = { ok: true; row: CatalogueRow } | { ok: false; faults: Fault[] }

/** Checks one row of an import file, and reads its prices exactly. */
export function parseRow(value: unknown): ParsedRow {
  const parsed = rowSchema.safeParse(withoutEmpty(value))
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.flatMap(describe) }
  const {
    editions: _,
    price,
    currency,
    rentPrice,
    rentHours,
    file,
    captions,
    format,
    ...rest
  } = parsed.data
  const slug = rest.slug ?? deriveSlug(rest.title)
  if (!slug)
    return refuse("slug", "Give it a slug: the title has no letter from a to z, and no digit.")
  const faults: Fault[] = []
  const editions = editionsOf(parsed.data, slug, faults)
  if (faults.length > 0) return { ok: false, faults }
  return { ok: true, row: { ...rest, slug, hasOwnSlug: rest.slug !== undefined, editions } }
}

/** The same row under another slug; editions that were named after the old one follow. */
export function renameRow(row: CatalogueRow, slug: string): CatalogueRow {
  const editions = row.editions.map((edition) =>
    edition.slug.startsWith(`${row.slug}-`)
      ? { ...edition, slug: slug + edition.slug.slice(row.slug.length) }
      : edition,
  )
  return { ...row, slug, editions }
}

function editionsOf(row: RowFields, slug: string, faults: Fault[]): RowEdition[] {
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

/** What the columns price and rentPrice say: an edition to rent, one to keep, or both. */
function shortEditions(row: RowFields, slug: string, faults: Fault[]): RowEdition[] {
  const { currency, format, downloadLimit, rentHours = 48 } = row
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

// An empty cell says nothing, but for texts and lists, which it empties.
const emptied = new Set(["summary", "description", "people", "keywords", "groups", "coverAlt"])

function withoutEmpty(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).filter(
      ([key, one]) => one !== null && one !== undefined && (one !== "" || isKept(key)),
    ),
  )
}

function isKept(key: string): boolean {
  return emptied.has(key) || key === "title"
}

function describe(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      field: [...issue.path, key].join("."),
      message: "There is no such field; see docs/import.md for those that there are.",
    }))
  const field = issue.path.join(".")
  if (issue.code === "invalid_union") {
    const inner = issue.errors.flat().find((one) => one.code !== "invalid_type")
    return [{ field, message: inner?.message ?? issue.message }]
  }
  if (issue.code === "invalid_type" && field === "")
    return [{ field, message: 'A product is an object: { "title": … }.' }]
  return [{ field, message: issue.message }]
}

function refuse(field: string, message: string): ParsedRow {
  return { ok: false, faults: [{ field, message }] }
}
