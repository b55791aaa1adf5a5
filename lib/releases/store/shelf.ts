import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import type { ReleasePlan, Shelf } from "@/lib/releases/rules"
import { newId } from "@/lib/tokens"

/**
 * A product with what its versions hold, newest first; null: there is none of this slug. Locked, nobody
 * else brings out a version of it until the transaction ends.
 */
export async function findShelf(
  slug: string,
  lock: "lock" | "read" = "read",
): Promise<Shelf | null> {
  if (lock === "lock")
    await db().$executeRaw`SELECT 1 FROM "Product" WHERE "slug" = ${slug} FOR NO KEY UPDATE`
  const product = await db().product.findUnique({
    where: { slug },
    select: {
      id: true,
      slug: true,
      title: true,
      editions: {
        where: { archivedAt: null },
        orderBy: { position: "asc" },
        select: { id: true, slug: true, title: true },
      },
    },
  })
  if (!product) return null
  // One relation at a time: a transaction has one connection, which answers one after the other.
  const releases = await db().release.findMany({
    where: { productId: product.id },
    orderBy: [{ releasedAt: "desc" }, { id: "desc" }],
    select: {
      id: true,
      version: true,
      withdrawnAt: true,
      files: {
        orderBy: [{ position: "asc" }, { id: "asc" }],
        select: {
          editionId: true,
          name: true,
          contentType: true,
          size: true,
          sha256: true,
          storageKey: true,
        },
      },
    },
  })
  const { id: productId, ...rest } = product
  return {
    productId,
    ...rest,
    releases: releases.filter((one) => !one.withdrawnAt),
    withdrawn: releases.filter((one) => one.withdrawnAt).map((one) => one.version),
  }
}

/** Writes what was planned; gives the release's id. Its product must be locked. */
export async function recordRelease(
  productId: string,
  plan: Extract<ReleasePlan, { outcome: "new" }>,
  notes: string,
): Promise<string> {
  const releaseId = plan.releaseId ?? newId()
  if (!plan.releaseId)
    await db().release.create({
      data: { id: releaseId, productId, version: plan.version, notes, releasedAt: now() },
    })
  await db().releaseFile.createMany({
    data: plan.files.map(
      ({ editionId, name, contentType, size, sha256, storageKey, position }) => ({
        id: newId(),
        releaseId,
        editionId,
        name,
        contentType,
        size,
        sha256,
        storageKey,
        position,
      }),
    ),
  })
  return releaseId
}

/** Takes a version back, or (null) lets it be out again. Its product must be locked. */
export async function saveWithdrawn(releaseId: string, withdrawnAt: Date | null): Promise<void> {
  await db().release.update({ where: { id: releaseId }, data: { withdrawnAt } })
}

/** The id of a product's version that was taken back; null: there is none of this name. */
export async function findWithdrawn(productId: string, version: string): Promise<string | null> {
  const found = await db().release.findFirst({
    where: { productId, version, withdrawnAt: { not: null } },
    select: { id: true },
  })
  return found?.id ?? null
}
