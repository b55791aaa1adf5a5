import { db } from "@/lib/db"

/** How far a product's links may travel. */
export type Sharing = {
  slug: string
  /** Its files open for the signed-in buyer alone. */
  requiresSignIn: boolean
  /** Its PDFs bear the address of whoever fetches them. */
  stampsPdfs: boolean
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
      stampsPdfs: true,
      editions: {
        orderBy: { position: "asc" },
        select: { slug: true, downloadLimit: true, accessSeconds: true },
      },
    },
  })
}

/** What can be changed of it; left out: it stays. */
export type SharingChange = {
  requiresSignIn?: boolean
  stampsPdfs?: boolean
  downloadLimit?: number
}

/** Writes what is given; the limit to all editions of the product. */
export async function saveSharing(slug: string, change: SharingChange): Promise<void> {
  const { downloadLimit, ...product } = change
  await db().product.updateMany({ where: { slug }, data: product })
  if (downloadLimit !== undefined)
    await db().edition.updateMany({ where: { product: { slug } }, data: { downloadLimit } })
}
