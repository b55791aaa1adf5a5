import { basename } from "node:path"
import { contentTypeOf } from "@/lib/catalog/content-type-of"
import { AppError, messageOf } from "@/lib/errors"
import { readFileOption, type Shelf, type ShelvedFile } from "@/lib/releases/rules"
import { hashFile } from "@/lib/storage/hash-file"
import { contentKey } from "@/lib/storage/rules"
import { storage } from "@/lib/storage/storage"
import { listReadyUploads } from "@/lib/uploads/store"

/** A file to be released; with the path on this machine of one that is still to be put into the store. */
export type CollectedFile = ShelvedFile & { path: string | null }

/**
 * The files of a release to be, by their editions: those of this machine are read once for their checksum,
 * those that were uploaded are in the store already. Throws AppErrors: "invalid" for what can't be read or
 * belongs nowhere, "conflict" for an upload that is not wholly there.
 */
export async function collectFiles(
  wish: { files: string[]; uploads?: { edition: string; uploadId: string }[] },
  shelf: Shelf,
): Promise<CollectedFile[]> {
  const collected: CollectedFile[] = []
  for (const text of wish.files) collected.push(await lookAt(text, shelf))
  collected.push(...(await findUploaded(wish.uploads ?? [], shelf)))
  if (collected.length > 0) return collected
  throw new AppError("invalid", "Say with --file what is new.")
}

async function lookAt(text: string, shelf: Shelf): Promise<CollectedFile> {
  const option = readFileOption(text, shelf)
  if ("message" in option) throw new AppError("invalid", option.message)
  const { editionId, path } = option
  const { size, sha256 } = await hashFile(path).catch((error: unknown) => {
    throw new AppError("invalid", `${path} can't be read: ${messageOf(error)}`)
  })
  const name = basename(path)
  const contentType = contentTypeOf(name)
  return { editionId, name, contentType, size, sha256, storageKey: contentKey(sha256), path }
}

async function findUploaded(
  wished: { edition: string; uploadId: string }[],
  shelf: Shelf,
): Promise<CollectedFile[]> {
  const ready = await listReadyUploads(wished.map(({ uploadId }) => uploadId))
  const collected: CollectedFile[] = []
  for (const { edition, uploadId } of wished) {
    const editionId = shelf.editions.find(({ slug }) => slug === edition)?.id
    if (!editionId) throw new AppError("invalid", `${shelf.title} has no edition ${edition}.`)
    const { name, size, sha256, contentType, storageKey } =
      ready.find(({ id }) => id === uploadId) ?? {}
    if (!name || !size || !sha256 || !contentType || !storageKey)
      throw new AppError("conflict", "A file has not wholly arrived. Wait until it is ready.")
    if (!(await storage().stat(storageKey)))
      throw new AppError("conflict", `${name} is not in the store any more. Upload it again.`)
    collected.push({ editionId, name, contentType, size, sha256, storageKey, path: null })
  }
  return collected
}
