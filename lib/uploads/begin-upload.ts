import { now } from "@/lib/clock"
import { arriving } from "@/lib/storage/arriving"
import { PartRefused } from "@/lib/storage/part-refused"
import { KEPT_FREE, readFileName, UPLOAD_LIMIT } from "@/lib/uploads/rules"
import { recordUpload, sumOutstanding } from "@/lib/uploads/store"

/**
 * Notes an upload before its first byte. Throws a PartRefused for a file that has no name, no bytes or too
 * many, and where the disk has no room for it beside what else is on its way.
 */
export async function beginUpload(wish: {
  id: string
  name: string
  /** Bytes; undefined: the browser does not say. */
  size: number | undefined
  purpose: string
  actor: string
}): Promise<void> {
  const named = readFileName(wish.name)
  if ("message" in named) throw new PartRefused(400, named.message)
  const size = wish.size ?? 0
  if (!Number.isSafeInteger(size) || size <= 0)
    throw new PartRefused(400, "The file is empty. Choose another one.")
  if (size > UPLOAD_LIMIT)
    throw new PartRefused(413, "The file has more than 50 GiB, the most that the shop takes.")
  const free = await arriving().freeBytes()
  if (free !== null && free < BigInt(size) + (await sumOutstanding()) + KEPT_FREE)
    throw new PartRefused(507, "The shop’s disk has no room for this file. Free some space first.")
  const { id, actor: createdBy } = wish
  const purpose = wish.purpose.slice(0, 200)
  await recordUpload({ id, name: named.name, size: BigInt(size), purpose, createdBy }, now())
}
