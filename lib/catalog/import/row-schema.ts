import { z } from "zod"
import { LONGEST_SLUG, slugPattern } from "@/lib/catalog/import/derive-slug"
import { productKinds } from "@/lib/catalog/rules"

// What PostgreSQL keeps as text: no NUL, no half of a surrogate pair.
const unstorable = /[\0\p{Surrogate}]/u

// Spreadsheets and JSON hold numbers where a text is meant: a film called 300, a price of 19.99.
const text = (longest: number) =>
  z
    .union([z.string(), z.number()], {
      error: ({ input }) => (input === undefined ? "It is missing." : "Write a text."),
    })
    .transform((value) => String(value).trim())
    .refine((value) => !unstorable.test(value), "There is a character in it that is no text.")
    .refine((value) => value.length <= longest, `It is longer than ${longest} characters.`)

const slug = text(LONGEST_SLUG).refine(
  (value) => slugPattern.test(value),
  "Write small letters a to z, digits, and single hyphens between them: my-first-book.",
)

const names = z
  .union([z.array(text(200)), text(4000).transform((value) => value.split(";"))])
  .transform((all) => [...new Set(all.map((one) => one.trim()).filter(Boolean))])

const groups = names.refine(
  (all) => all.every((group) => slugPattern.test(group)),
  "Write groups with small letters, digits and hyphens: drama; science-fiction.",
)

const wholeNumber = (from: number, to: number) =>
  text(12)
    .refine((value) => /^\d+$/.test(value), "Write a whole number.")
    .transform(Number)
    .refine((value) => value >= from && value <= to, `Write a number from ${from} to ${to}.`)

const fileName = text(200).refine(
  (value) => value !== "" && !/[\p{Cc}/\\]/u.test(value),
  "Write a file's name, without a folder.",
)
const file = z.union([
  text(1000).transform((path) => ({ path })),
  z.strictObject({ path: text(1000), name: fileName.optional() }),
])
const files = z.union([
  z.array(file),
  text(4000).transform((value) =>
    value
      .split(";")
      .map((path) => ({ path: path.trim() }))
      .filter(({ path }) => path),
  ),
])

const publishedAt = text(40)
  .refine(
    (value) => value === "draft" || z.union([z.iso.date(), isoTime]).safeParse(value).success,
    "Write 2026-05-01, 2026-05-01T09:00:00Z, or draft.",
  )
  .transform((value) => (value === "draft" ? ("draft" as const) : new Date(value)))
const isoTime = z.iso.datetime({ offset: true })

const hours = wholeNumber(1, 87_600)

const edition = z.strictObject({
  slug: slug.optional(),
  title: text(200).refine(Boolean, "Give the edition a title."),
  format: text(80).optional(),
  isSample: z.boolean().optional(),
  downloadLimit: wholeNumber(1, 10_000).optional(),
  /** A rental; without it, for ever. */
  accessHours: hours.optional(),
  price: text(1000),
  currency: text(3).optional(),
  file: files.optional(),
  captions: files.optional(),
})

const fields = {
  slug: slug.optional(),
  title: text(300).refine(Boolean, "Give it a title."),
  summary: text(500).optional(),
  description: text(100_000).optional(),
  kind: z.enum(productKinds, `Write one of: ${productKinds.join(", ")}.`).optional(),
  people: names.optional(),
  keywords: names.optional(),
  groups: groups.optional(),
  publishedAt: publishedAt.optional(),
  format: text(80).optional(),
  downloadLimit: wholeNumber(1, 10_000).optional(),
  price: text(1000).optional(),
  currency: text(3).optional(),
  rentPrice: text(1000).optional(),
  rentHours: hours.optional(),
  file: files.optional(),
  captions: files.optional(),
  version: text(40).optional(),
  notes: text(100_000).optional(),
  cover: text(1000).optional(),
  coverAlt: text(300).optional(),
}

/** The columns of a CSV file; JSON has these and `editions`. */
export const columns = Object.keys(fields)

/** A product as a file tells it, checked one field at a time. */
export const rowSchema = z.strictObject({
  ...fields,
  editions: z.array(edition).min(1, "Name one edition at least.").max(50).optional(),
})

export type RowFields = z.infer<typeof rowSchema>
/** A file of a row: its path beside the import file, and the name that buyers save it by. */
export type RowFile = { path: string; name?: string | undefined }
