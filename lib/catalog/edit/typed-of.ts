import type { WholeEdition, WholeProduct } from "@/lib/catalog/store/whole-product"
import { HOUR } from "@/lib/clock"
import type { Typed } from "@/lib/form-steps"
import { toDecimal } from "@/lib/money"
import { localTime } from "@/lib/shop/calendar-rules"

/** What the form of a product holds when it is opened, by the field's name. */
export function typedOf(product: WholeProduct, now: Date, timeZone: string): Typed {
  const { slug, title, summary, description, kind, coverAlt, publishedAt } = product
  const isToCome = publishedAt !== null && publishedAt > now
  return {
    slug,
    title,
    summary,
    description,
    kind,
    coverAlt,
    people: product.people.join("\n"),
    keywords: product.keywords.join("\n"),
    groups: product.groups.join("\n"),
    shelf: publishedAt ? (isToCome ? "later" : "now") : "draft",
    releaseAt: isToCome ? localTime(publishedAt, timeZone) : "",
    ...(product.requiresSignIn ? { requiresSignIn: "on" } : {}),
    ...(product.stampsPdfs ? { stampsPdfs: "on" } : {}),
    ...Object.assign({}, ...product.editions.map(editionFields)),
  }
}

/** What the form of a new product holds. */
export const newProduct: Typed = {
  kind: "file",
  shelf: "draft",
  "editions.0.title": "",
  "editions.0.isOnSale": "on",
}

function editionFields(edition: WholeEdition, at: number): Typed {
  const fields: Typed = {
    saved: edition.slug,
    title: edition.title,
    format: edition.format,
    price: edition.prices
      .map((price) => `${toDecimal(price)} ${price.currency.toUpperCase()}`)
      .join("; "),
    downloadLimit: String(edition.downloadLimit),
    accessHours: edition.accessSeconds === null ? "" : String(edition.accessSeconds / HOUR),
    ...(edition.isSample ? { isSample: "on" } : {}),
    ...(edition.archivedAt ? {} : { isOnSale: "on" }),
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [`editions.${at}.${name}`, value]),
  )
}
