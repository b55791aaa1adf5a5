import { createHash, randomBytes } from "node:crypto"
import { db } from "@/lib/db"
import { storage } from "@/lib/storage/storage"
import { newId } from "@/lib/tokens"

export type FileOptions = { name?: string; contentType?: string; bytes?: Uint8Array }
export type MadeFile = {
  id: string
  name: string
  bytes: Buffer
  sha256: string
  storageKey: string
}

/** A file of an edition in a release, its bytes in the store: 10,000 random ones by default. */
export async function makeFile(
  releaseId: string,
  editionId: string,
  options: FileOptions,
): Promise<MadeFile> {
  const { name = "book.pdf", contentType = "application/pdf" } = options
  const bytes = Buffer.from(options.bytes ?? randomBytes(10_000))
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  const storageKey = `goods/${sha256.slice(0, 2)}/${sha256}`
  await storage().put(storageKey, bytes, { contentType })
  const file = { id: newId(), name, sha256, storageKey }
  const size = BigInt(bytes.length)
  await db().releaseFile.create({ data: { ...file, releaseId, editionId, contentType, size } })
  return { ...file, bytes }
}
