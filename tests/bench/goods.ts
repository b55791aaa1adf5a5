import { createHash, randomBytes } from "node:crypto"
import { Readable } from "node:stream"
import { db } from "@/lib/db"
import { storage } from "@/lib/storage/storage"
import { newId } from "@/lib/tokens"
import { makePaidOrder } from "@/tests/support/factories"

export type Good = {
  name: string
  size: number
  sha256: string
  storageKey: string
  /** The order's private link, and the file in it. */
  token: string
  fileId: string
}

const BLOCK = 1024 * 1024

/** A file of so many bytes in the store, and an order that bought it. */
export async function makeGood(name: string, size: number): Promise<Good> {
  const order = await makePaidOrder()
  const storageKey = `goods/bench/${newId()}`
  const contentType = "application/octet-stream"
  const { sha256 } = await storage().put(storageKey, Readable.from(blocks(size)), { contentType })
  const { editionId, releaseId } = await db().releaseFile.findUniqueOrThrow({
    where: { id: order.file.id },
  })
  const file = { id: newId(), editionId, releaseId, name: `${name}.bin`, contentType, sha256 }
  await db().releaseFile.create({ data: { ...file, size: BigInt(size), storageKey } })
  return { name, size, sha256, storageKey, token: order.token, fileId: file.id }
}

/** Clicks the file's button; the path of the grant. */
export async function openGrant(origin: string, { token, fileId }: Good): Promise<string> {
  const response = await fetch(`${origin}/api/orders/${token}/downloads`, {
    method: "POST",
    body: new URLSearchParams({ file: fileId }),
    redirect: "manual",
  })
  const path = response.headers.get("location")
  if (response.status !== 303 || !path) throw new Error(`No grant but ${response.status}.`)
  return new URL(path, origin).pathname
}

/** Throws unless the bytes at an address are the file's own. */
export async function checkBytes(url: string, { sha256 }: Good): Promise<void> {
  const response = await fetch(url)
  const hash = createHash("sha256")
  for await (const chunk of response.body ?? []) hash.update(chunk)
  if (response.status !== 200 || hash.digest("hex") !== sha256)
    throw new Error(`${new URL(url).origin} sent other bytes (${response.status}).`)
}

function* blocks(size: number): Generator<Buffer> {
  const block = randomBytes(Math.min(BLOCK, size))
  for (let left = size; left > 0; left -= block.length) yield block.subarray(0, left)
}
