import { createHash } from "node:crypto"
import { extname } from "node:path"
import {
  type EditionFields,
  type FileFields,
  type ProductFields,
  recordFiles,
  saveEdition,
  savePrices,
  saveProduct,
  saveRelease,
} from "@/lib/catalog/store/publishing"
import { transaction } from "@/lib/db"
import { storage } from "@/lib/storage/storage"

export type UploadedFile = { name: string; contentType: string; bytes: Uint8Array }

export type NewProduct = Omit<ProductFields, "coverKey"> & {
  cover: UploadedFile | null
  release: { version: string; notes: string; releasedAt: Date }
  editions: (Omit<EditionFields, "position" | "accessSeconds"> & {
    /** Seconds that a purchase opens it; for ever, when not given. */
    accessSeconds?: number | null
    /** The first is charged when the visitor chose no currency. Minor units. */
    prices: { currency: string; amount: number }[]
    files: UploadedFile[]
  })[]
}

/**
 * Puts a product on the shelf with its editions, prices, and the files of one release: bytes first,
 * then all rows in one transaction, so that nothing is for sale that cannot be delivered. Again with
 * the same input, it changes nothing.
 */
export async function publishProduct(product: NewProduct): Promise<void> {
  const { cover, release, editions, ...fields } = product
  const coverKey = cover && (await store(cover, "public")).storageKey
  const stored: FileFields[][] = []
  for (const edition of editions) {
    const files: FileFields[] = []
    for (const [position, file] of edition.files.entries())
      files.push({
        ...(await store(file, "files")),
        name: file.name,
        contentType: file.contentType,
        position,
      })
    stored.push(files)
  }
  await transaction(async () => {
    const productId = await saveProduct({ ...fields, coverKey })
    const releaseId = await saveRelease(productId, release)
    for (const [position, { prices, files: _, ...edition }] of editions.entries()) {
      const editionId = await saveEdition(productId, { accessSeconds: null, ...edition, position })
      await savePrices(editionId, prices)
      await recordFiles(releaseId, editionId, stored[position] ?? [])
    }
  })
}

// Keyed by content: the same bytes are kept once, and no upload can replace another's.
async function store(file: UploadedFile, folder: "public" | "files") {
  const sha256 = createHash("sha256").update(file.bytes).digest("hex")
  // A public image is served by its name's ending.
  const ending = folder === "public" ? extname(file.name).toLowerCase() : ""
  const storageKey = `${folder}/${sha256}${ending}`
  const { size } = await storage().put(storageKey, file.bytes, { contentType: file.contentType })
  return { size, sha256, storageKey }
}
