import type { z } from "zod"
import { deriveSlug } from "@/lib/catalog/import/derive-slug"
import { editionsOf, type Fault, type RowEdition } from "@/lib/catalog/import/row-editions"
import { type RowFields, rowSchema } from "@/lib/catalog/import/row-schema"

/** A row that may be imported. Undefined fields stay as they are. */
export type CatalogueRow = Pick<
  RowFields,
  | "title"
  | "summary"
  | "description"
  | "kind"
  | "people"
  | "keywords"
  | "groups"
  | "publishedAt"
  | "version"
  | "notes"
  | "cover"
  | "coverAlt"
> & {
  slug: string
  /** Whether the file says the slug; else it was made from the title. */
  hasOwnSlug: boolean
  editions: RowEdition[]
}

export type ParsedRow = { ok: true; row: CatalogueRow } | { ok: false; faults: Fault[] }

/**
 * Checks one row of an import file, and reads its prices exactly.
 * @param otherSlug in place of the one that would be made from the title
 */
export function parseRow(value: unknown, otherSlug?: string): ParsedRow {
  const parsed = rowSchema.safeParse(withoutEmpty(value))
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.flatMap(describe) }
  const fields = parsed.data
  const slug = fields.slug ?? otherSlug ?? deriveSlug(fields.title)
  if (!slug) {
    const message = "Give it a slug: the title has no letter from a to z, and no digit."
    return { ok: false, faults: [{ field: "slug", message }] }
  }
  const faults: Fault[] = []
  const editions = editionsOf(fields, slug, faults)
  if (faults.length > 0) return { ok: false, faults }
  const { title, summary, description, kind, people, keywords, groups } = fields
  const { publishedAt, version, notes, cover, coverAlt } = fields
  const product = { title, summary, description, kind, people, keywords, groups, publishedAt }
  const files = { version, notes, cover, coverAlt }
  return {
    ok: true,
    row: { ...product, ...files, slug, hasOwnSlug: fields.slug !== undefined, editions },
  }
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
