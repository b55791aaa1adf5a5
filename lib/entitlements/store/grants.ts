import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"

/** What a grant opens: a product, or everything in a group. */
export type GrantTarget = { productId: string } | { groupName: string }

/** A grant by an administrator: nothing was paid for it. */
export type Grant = {
  id: string
  customerId: string
  productId: string | null
  groupName: string | null
  startsAt: Date
  endsAt: Date | null
}

const fields = {
  id: true,
  customerId: true,
  productId: true,
  groupName: true,
  startsAt: true,
  endsAt: true,
} as const

/** Writes a grant; its id. */
export async function recordGrant(
  customerId: string,
  target: GrantTarget,
  period: { startsAt: Date; endsAt: Date | null },
): Promise<string> {
  const id = newId()
  await db().entitlement.create({ data: { id, customerId, source: "grant", ...target, ...period } })
  return id
}

/** A grant by its id, or null. */
export async function findGrant(id: string): Promise<Grant | null> {
  return db().entitlement.findFirst({ where: { id, source: "grant" }, select: fields })
}

/** Moves a grant's end. */
export async function saveGrantEnd(id: string, endsAt: Date | null): Promise<void> {
  await db().entitlement.update({ where: { id }, data: { endsAt } })
}

/** The id of the product with this slug, or null. */
export async function findProductId(slug: string): Promise<string | null> {
  const row = await db().product.findUnique({ where: { slug }, select: { id: true } })
  return row?.id ?? null
}

/** Whether any product, or any plan on sale, has this group. */
export async function isKnownGroup(groupName: string): Promise<boolean> {
  const [product, plan] = await Promise.all([
    db().product.findFirst({ where: { groups: { has: groupName } }, select: { id: true } }),
    db().plan.findFirst({ where: { groups: { has: groupName } }, select: { id: true } }),
  ])
  return product !== null || plan !== null
}
