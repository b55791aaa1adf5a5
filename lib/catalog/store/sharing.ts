import { db } from "@/lib/db"

/** How far a product's links may travel. */
export type Sharing = {
  slug: string
  /** Its files open for the signed-in buyer alone. */
  requiresSignIn: boolean
  editions: {
    slug: string
    downloadLimit: number
    /** Seconds that a purchase opens it; null: for ever. */
    accessSeconds: number | null
  }[]
}

/** How far a product's links may travel, or null when there is none of this slug. */
export async function findSharing(slug: string): Promise<Sharing | null> {
  return db().product.findUnique({
    where: { slug },
    select: {
      slug: true,
      requiresSignIn: true,
      editions: {
        orderBy: { position: "asc" },
        select: { slug: true, downloadLimit: true, accessSeconds: true },
      },
    },
  })
}

/** Writes what is given; the limit to all editions of the product. */
export async function saveSharing(
  slug: string,
  change: { requiresSignIn?: boolean; downloadLimit?: number },
): Promise<void> {
  const { requiresSignIn, downloadLimit } = change
  if (requiresSignIn !== undefined)
    await db().product.updateMany({ where: { slug }, data: { requiresSignIn } })
  if (downloadLimit !== undefined)
    await db().edition.updateMany({ where: { product: { slug } }, data: { downloadLimit } })
}
