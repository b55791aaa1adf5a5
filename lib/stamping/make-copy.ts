import { buffer } from "node:stream/consumers"
import { transaction } from "@/lib/db"
import { env } from "@/lib/env"
import { log } from "@/lib/log"
import { copyKey, forgetBytes } from "@/lib/stamping/forget-bytes"
import { LARGEST_STAMPED, obstacles, stampLine } from "@/lib/stamping/rules"
import { stampPdf } from "@/lib/stamping/stamp-pdf"
import { findAsked, type MadeCopy, saveMade } from "@/lib/stamping/store"
import { storage } from "@/lib/storage/storage"
import { newId } from "@/lib/tokens"

/**
 * Makes a copy that was asked for: reads the PDF, marks its pages, and keeps the result, or why there can be
 * none. Safe to run again and to be cut off anywhere: what was kept in vain is removed. Throws what the store
 * throws; the queue tries again.
 */
export async function makeCopy(customerId: string, fileId: string): Promise<void> {
  const asked = await findAsked({ customerId, fileId })
  if (!asked) return
  const made = await make(asked, customerId)
  await transaction(async () => {
    const isWanted = await saveMade({ customerId, fileId, askedAt: asked.createdAt }, made)
    if (!isWanted && made.state === "ready") await forgetBytes([made.storageKey])
  })
  if (made.state === "unfit") log.warn({ file: fileId, reason: made.reason }, "not marked")
}

type Asked = NonNullable<Awaited<ReturnType<typeof findAsked>>>

async function make({ file, email }: Asked, customerId: string): Promise<MadeCopy> {
  if (file.size > LARGEST_STAMPED) return { state: "unfit", reason: obstacles["too-large"] }
  const bytes = await buffer(await storage().read(file.storageKey))
  const stamped = await stampPdf(bytes, stampLine(email, env().SHOP_NAME))
  if (stamped.outcome === "unstampable")
    return { state: "unfit", reason: obstacles[stamped.obstacle] }
  const storageKey = copyKey(customerId, newId())
  const type = { contentType: "application/pdf" }
  const { size, sha256 } = await storage().put(storageKey, stamped.bytes, type)
  return { state: "ready", storageKey, size, sha256 }
}
