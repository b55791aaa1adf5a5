import { createHash } from "node:crypto"
import type { Change } from "@/lib/audit/store"
import type { WholeProduct } from "@/lib/catalog/store/whole-product"

/** What of a product its form may change, in the order of the form. */
export function editable(product: WholeProduct) {
  const { slug, title, summary, description, kind, people, keywords, groups } = product
  const { coverKey, coverAlt, publishedAt, archivedAt, requiresSignIn, stampsPdfs } = product
  return {
    slug,
    title,
    summary,
    description,
    kind,
    people,
    keywords,
    groups,
    coverKey,
    coverAlt,
    publishedAt,
    archivedAt,
    requiresSignIn,
    stampsPdfs,
    editions: product.editions.map((edition) => ({
      ...edition,
      id: undefined,
      hasFiles: undefined,
    })),
  }
}

/**
 * A word for what a product is like now, which another state of it does not have: a form carries the one
 * that it was made of, so that nothing that came between is overwritten, whoever wrote it.
 */
export function revisionOf(product: WholeProduct): string {
  return createHash("sha256")
    .update(JSON.stringify(editable(product)))
    .digest("base64url")
    .slice(0, 22)
}

type Fields = NonNullable<Change["before"]>

/** The fields in which two states differ, before and after, as the audit log keeps them. */
export function changesBetween(before: WholeProduct | null, after: WholeProduct | null) {
  const [old, now] = [before, after].map((one) => (one ? plain(editable(one)) : null))
  const fields = Object.keys(now ?? old ?? {}).filter(
    (field) => JSON.stringify(old?.[field]) !== JSON.stringify(now?.[field]),
  )
  const of = (all: Fields | null | undefined) =>
    all
      ? Object.fromEntries(
          fields.flatMap((field) => (field in all ? [[field, all[field] ?? ""]] : [])),
        )
      : null
  return { fields, before: of(old), after: of(now) }
}

// As JSON has them: times as text.
function plain(fields: ReturnType<typeof editable>): Fields {
  return JSON.parse(JSON.stringify(fields))
}
