import { now } from "@/lib/clock"
import type { OrderFile } from "@/lib/delivery/rules"
import { listFiles } from "@/lib/delivery/store/orders"
import {
  type EditionAccess,
  isLive,
  noAccess,
  type VisitorAccess,
} from "@/lib/entitlements/access-rules"
import { offerForProduct } from "@/lib/entitlements/product-rules"
import { listAccess } from "@/lib/entitlements/store/access"
import { ownEditions } from "@/lib/library/own-editions"
import { isKept, type OwnEdition } from "@/lib/library/rules"
import { findWholeProduct, type WholeProduct } from "@/lib/library/store/own-product"

/** One form of a product with its files and how it came to be this customer's. */
export type OpenEdition = OwnEdition & {
  /** Newest release first; none while a dispute keeps it closed. */
  files: OrderFile[]
  /** What opens it, or a dispute keeps closed; the newest first. */
  entitlements: VisitorAccess[]
}

/** Everything that a customer has of one product. */
export type OwnProduct = Omit<WholeProduct, "editions"> & {
  editions: OpenEdition[]
  /** The edition whose button stands for all of them. */
  chosen: OpenEdition
}

/**
 * What a customer has of a product: every file of every release that is out, of every edition that
 * is theirs. Null when that is nothing, as for what does not exist. Three statements.
 * @param currency the one that the visitor chose, as for every offer
 */
export async function findOwnProduct(
  customerId: string,
  slug: string,
  currency: string | null,
): Promise<OwnProduct | null> {
  const at = now()
  const whole = await findWholeProduct(customerId, slug, at)
  if (!whole) return null
  const ids = whole.editions.map((edition) => edition.id)
  const access = await listAccess(ids, { customerId, checkoutIds: [] })
  const kept = ownEditions(whole, access, at, currency).map((edition) => ({
    ...edition,
    entitlements: keptOf(access.get(edition.id) ?? noAccess, at),
  }))
  const open = kept.filter(({ entitlements }) => entitlements.some((one) => isLive(one, at)))
  const openIds = open.map((edition) => edition.id)
  const files = openIds.length > 0 ? await listFiles(openIds, customerId, at) : []
  const editions = kept.map((edition) => ({
    ...edition,
    files: files.filter((one) => one.editionId === edition.id).map((one) => one.file),
  }))
  // Who has nothing but a sample has its button: the product's own would be to buy it.
  const chosen = offerForProduct(editions) ?? editions[0]
  return chosen ? { ...whole, editions, chosen } : null
}

function keptOf({ entitlements }: EditionAccess, at: Date): VisitorAccess[] {
  return entitlements
    .filter((one) => isKept([one], at))
    .sort((a, b) => b.startsAt.getTime() - a.startsAt.getTime())
}
