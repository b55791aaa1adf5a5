import { recordChange } from "@/lib/audit/store"
import { type ProductWish, readProductForm } from "@/lib/catalog/edit/read-product-form"
import { changesBetween, revisionOf } from "@/lib/catalog/edit/revision"
import type { CatalogueRow } from "@/lib/catalog/import/parse-row"
import { planProduct } from "@/lib/catalog/import/plan-product"
import { findMainCurrency } from "@/lib/catalog/store/catalogue"
import { recordImport } from "@/lib/catalog/store/import-rows"
import { listEditionOwners, listForImport, lockImports } from "@/lib/catalog/store/importing"
import { hasProduct } from "@/lib/catalog/store/publishing"
import { saveSharing } from "@/lib/catalog/store/sharing"
import {
  findNewSlug,
  findWholeProduct,
  renameProduct,
  saveEditionShelf,
  type WholeProduct,
} from "@/lib/catalog/store/whole-product"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { env } from "@/lib/env"
import { AppError, FieldErrors } from "@/lib/errors"
import type { Typed } from "@/lib/form-steps"

type Edit = {
  /** The product's slug as it is; null: a new product. */
  slug: string | null
  typed: Typed
  /** What it was like when the form was made (`revisionOf`). */
  revision: string
  actor: string
}

/**
 * Makes a product of a form, or changes one: product, editions, prices and shelf in one transaction, by the
 * rules of an import, noted in the audit log. Gives its slug. A price that changed is archived and a new one
 * made; an old slug leads to the new one; what is not for sale any more stays with its owners. Throws
 * FieldErrors for what cannot be taken, "not-found", and "conflict" when somebody else changed it since.
 */
export async function editProduct({ slug, typed, revision, actor }: Edit): Promise<string> {
  const currency = await findMainCurrency()
  return transaction(async () => {
    await lockImports([slug ?? "", typed.slug ?? ""])
    const before = slug === null ? null : await findWholeProduct(slug)
    if (slug !== null && !before) throw new AppError("not-found", "There is no such product.")
    if (before && revisionOf(before) !== revision)
      throw new AppError(
        "conflict",
        "Somebody changed this product while you were at it. Nothing of theirs was overwritten, and what you typed is still here: open the product in another tab, look at what they did, and bring your changes over.",
      )
    const context = { before, now: now(), timeZone: env().SHOP_TIME_ZONE, currency }
    const wish = readProductForm(typed, context)
    const wanted = wish.row.slug
    if (wanted !== before?.slug) await requireFree(wanted, before)
    await write(before, wish)
    if (before && wanted !== before.slug) await renameProduct(before.id, before.slug, wanted)
    const after = await findWholeProduct(wanted)
    if (!after) throw new Error("A product that was just written is not there.")
    requireFiles(after)
    const { fields, ...change } = changesBetween(before, after)
    const action = before ? "product.change" : "product.create"
    const subject = { kind: "product", id: after.id }
    if (fields.length > 0) await recordChange({ actor, action, subject, ...change })
    return wanted
  })
}

async function requireFree(slug: string, before: WholeProduct | null): Promise<void> {
  const message = (await hasProduct(slug))
    ? "Another product has this address; choose another."
    : await leadsElsewhere(slug, before)
  if (message) throw new FieldErrors({ slug: message })
}

async function leadsElsewhere(slug: string, before: WholeProduct | null): Promise<string | null> {
  const other = await findNewSlug(slug)
  return other === null || other === before?.slug
    ? null
    : `It leads to ${other}, which had it before; choose another.`
}

async function write(before: WholeProduct | null, wish: ProductWish): Promise<void> {
  const row: CatalogueRow = { ...wish.row, slug: before?.slug ?? wish.row.slug }
  const { cover: _, editions, ...fields } = row
  const held = before ? (await listForImport([before.slug])).get(before.slug) : undefined
  const ready = {
    ...fields,
    coverKey: undefined,
    editions: editions.map((edition, position) => ({ ...edition, position, files: [] })),
  }
  const owners = await listEditionOwners(editions.map((edition) => edition.slug))
  const plan = planProduct(ready, held, { now: now(), isDemo: false, owners, canLackFiles: true })
  if (plan.outcome === "refused") {
    const faults = plan.faults.map(({ field, message }) => [field, message])
    throw new FieldErrors(Object.fromEntries(faults))
  }
  await recordImport(plan.writes)
  const product = await findWholeProduct(row.slug)
  if (!product) throw new Error("A product that was just written is not there.")
  await saveSharing(row.slug, {
    requiresSignIn: wish.requiresSignIn,
    stampsPdfs: wish.stampsPdfs,
  })
  await saveEditionShelf(product.id, { on: wish.onSale, off: wish.offSale }, now())
}

// Nothing is for sale that cannot be delivered.
function requireFiles({ publishedAt, editions }: WholeProduct): void {
  const bare = publishedAt
    ? editions.find((edition) => !edition.archivedAt && !edition.hasFiles)
    : undefined
  if (bare)
    throw new FieldErrors({
      shelf: `“${bare.title}” has no file yet, so nobody could get it. Save this as a draft, give it its files, and publish it then.`,
    })
}
