import { createHash } from "node:crypto"
import { recordChange } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { arriving } from "@/lib/storage/arriving"
import { uploadKey } from "@/lib/storage/rules"
import { sniffType } from "@/lib/uploads/sniff-type"
import {
  findUpload,
  saveChecked,
  saveChecksum,
  saveCompleted,
  type UploadRow,
} from "@/lib/uploads/store"

// How often the progress is told, and what the type is told by. Bytes.
const TOLD_EACH = 256n * 1024n ** 2n
const HEAD = 1024 * 1024

/**
 * Reads once more what has arrived, for its SHA-256 and its type, and makes it an object of the store. May be
 * cut off anywhere and run again: what is known is kept, and moving it is one step.
 */
export async function finishUpload(id: string): Promise<void> {
  const upload = await findUpload(id)
  if (!upload?.receivedAt || upload.completedAt || upload.failedAt) return
  const { sha256, contentType } = await known(upload)
  const storageKey = uploadKey(id)
  await arriving().keep(id, storageKey, { contentType })
  await transaction(async () => {
    if (!(await saveCompleted(id, storageKey, now()))) return
    await recordChange({
      actor: upload.createdBy,
      action: "upload.complete",
      subject: { kind: "upload", id },
      before: null,
      after: { name: upload.name, size: Number(upload.size), sha256 },
    })
  })
}

// Noted before the bytes are moved: cut off after that, they are no more where they arrived.
async function known(upload: UploadRow): Promise<{ sha256: string; contentType: string }> {
  const { id, name, size, sha256, contentType } = upload
  if (sha256 && contentType) return { sha256, contentType }
  const hash = createHash("sha256")
  let head = Buffer.alloc(0)
  let [checked, told] = [0n, 0n]
  for await (const chunk of await arriving().read(id)) {
    const bytes = Buffer.from(chunk)
    hash.update(bytes)
    if (head.length < HEAD) head = Buffer.concat([head, bytes.subarray(0, HEAD - head.length)])
    checked += BigInt(bytes.length)
    if (checked - told < TOLD_EACH) continue
    told = checked
    await saveChecked(id, checked)
  }
  if (checked !== size)
    throw new Error(`Upload ${id} has ${checked} bytes where ${size} were announced.`)
  const found = { sha256: hash.digest("hex"), contentType: await sniffType(head, name) }
  await saveChecksum(id, { ...found, checked })
  return found
}
