import { createHash } from "node:crypto"
import { recordChange } from "@/lib/audit/store"
import { findWholeProduct, saveCoverKey } from "@/lib/catalog/store/whole-product"
import { coverKeyOf, coverWidths } from "@/lib/covers"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { type Crop, prepareCover } from "@/lib/images/prepare-cover"
import { storage } from "@/lib/storage/storage"

/** Bytes of a picture as it is sent. */
export const LARGEST_COVER = 20_000_000

/**
 * Gives a product a picture, in all widths that pages ask for, or takes it away: bytes first, then the row.
 * The former one stays in the store: its address may be kept by browsers. Throws "not-found", and "invalid"
 * for what is no picture.
 */
export async function changeCover(
  slug: string,
  picture: { bytes: Uint8Array; crop: Crop | null } | null,
  actor: string,
): Promise<void> {
  if (!(await findWholeProduct(slug))) throw new AppError("not-found", "There is no such product.")
  const coverKey = picture && (await keep(await prepareCover(picture.bytes, picture.crop)))
  await transaction(async () => {
    const product = await findWholeProduct(slug)
    if (!product) throw new AppError("not-found", "There is no such product.")
    if (product.coverKey === coverKey) return
    await saveCoverKey(product.id, coverKey)
    await recordChange({
      actor,
      action: "product.cover",
      subject: { kind: "product", id: product.id },
      before: { coverKey: product.coverKey ?? "" },
      after: { coverKey: coverKey ?? "" },
    })
  })
}

async function keep(pictures: Buffer[]): Promise<string> {
  const sha256 = createHash("sha256")
    .update(pictures.at(-1) ?? "")
    .digest("hex")
  const keys = coverWidths.map((width) => coverKeyOf(sha256, width))
  for (const [at, key] of keys.entries()) {
    // Another version of the encoder may make other bytes of the same picture: the first ones stay.
    if (await storage().stat(key)) continue
    await storage().put(key, pictures[at] ?? Buffer.alloc(0), { contentType: "image/webp" })
  }
  return keys.at(-1) ?? ""
}
