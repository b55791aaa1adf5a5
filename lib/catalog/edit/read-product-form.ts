import { type CatalogueRow, parseRow } from "@/lib/catalog/import/parse-row"
import { FieldErrors } from "@/lib/errors"
import { countRows, type FormList, fieldOf, readLines, type Typed } from "@/lib/form-steps"
import { instantOf } from "@/lib/shop/calendar-rules"

/** What a product's form asks for, checked. */
export type ProductWish = {
  row: CatalogueRow
  requiresSignIn: boolean
  stampsPdfs: boolean
  /** Slugs of the editions that are for sale, and of those that are not. */
  onSale: string[]
  offSale: string[]
}

/** The form's list of editions. */
export const editionList: FormList = { name: "editions", blank: { title: "", isOnSale: "on" } }

/** What the form is about: a product that is there, or null for a new one. */
export type Before = { slug: string; publishedAt: Date | null } | null

/**
 * Reads a product's form with the rules of an import, and says what is wrong with it at each field.
 * @param context.timeZone what "on this day, at this time" is meant in (IANA)
 * @param context.currency what an amount without a currency is meant in
 */
export function readProductForm(
  typed: Typed,
  context: { before: Before; now: Date; timeZone: string; currency: string },
): ProductWish {
  const { before } = context
  const faults: Record<string, string> = {}
  const publishedAt = readShelf(typed, context, faults)
  const indices = Array.from({ length: countRows(typed, "editions") }, (_, at) => at)
  const parsed = parseRow({
    ...texts(typed, ["title", "summary", "description", "kind", "coverAlt"]),
    slug: typed.slug || before?.slug,
    people: readLines(typed.people),
    keywords: readLines(typed.keywords),
    groups: readLines(typed.groups),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    currency: context.currency,
    editions: indices.map((at) => editionOf(typed, at)),
  })
  if (!parsed.ok) for (const { field, message } of parsed.faults) faults[field] ??= message
  if (!parsed.ok || Object.keys(faults).length > 0) throw new FieldErrors(faults)
  const { row } = parsed
  const isOn = (at: number) => fieldOf(typed, "editions", at, "isOnSale") === "on"
  const slugs = row.editions.map(({ slug }, at) => ({ slug, isOn: isOn(at) }))
  return {
    row,
    requiresSignIn: typed.requiresSignIn === "on",
    stampsPdfs: typed.stampsPdfs === "on",
    onSale: slugs.filter((one) => one.isOn).map(({ slug }) => slug),
    offSale: slugs.filter((one) => !one.isOn).map(({ slug }) => slug),
  }
}

/** When it comes on the shelf, as an import writes it; undefined: it is there, and stays. */
function readShelf(
  typed: Typed,
  { before, now, timeZone }: { before: Before; now: Date; timeZone: string },
  faults: Record<string, string>,
): string | undefined {
  if (typed.shelf === "draft") return "draft"
  if (typed.shelf !== "later")
    return before?.publishedAt && before.publishedAt <= now ? undefined : now.toISOString()
  const at = instantOf(typed.releaseAt ?? "", timeZone)
  if (!at) faults.releaseAt = "Write the day and the time at which it comes on the shelf."
  return at?.toISOString()
}

function editionOf(typed: Typed, at: number) {
  const of = (field: string) => fieldOf(typed, "editions", at, field)
  const slug = of("saved") || of("slug")
  return {
    ...(slug ? { slug } : {}),
    title: of("title"),
    format: of("format"),
    isSample: of("isSample") === "on",
    ...(of("downloadLimit") ? { downloadLimit: of("downloadLimit") } : {}),
    ...(of("accessHours") ? { accessHours: of("accessHours") } : {}),
    price: of("price"),
  }
}

function texts(typed: Typed, names: string[]) {
  // Browsers send the ends of lines as CR LF.
  return Object.fromEntries(
    names.map((name) => [name, (typed[name] ?? "").replaceAll("\r\n", "\n")]),
  )
}
