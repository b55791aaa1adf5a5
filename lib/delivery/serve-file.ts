import type { Representation } from "@/lib/delivery/choose-answer"
import { nameFile } from "@/lib/delivery/name-file"
import { inlineType, LINK_SECONDS } from "@/lib/delivery/rules"
import { sendBytes } from "@/lib/delivery/send-bytes"
import type { Deliverable } from "@/lib/delivery/store/grants"
import { AppError } from "@/lib/errors"
import { log } from "@/lib/log"
import { storage } from "@/lib/storage/storage"

/**
 * Sends a file to be saved: streamed from disk, handed to the front server where ACCEL_PREFIX is set,
 * or by a redirect to a link of the bucket that works for 60 seconds. HEAD is always answered here.
 * Throws an AppError "unavailable" when the store has lost the file.
 */
export async function serveDownload(file: Deliverable, request: Request): Promise<Response> {
  const disposition = nameFile("attachment", file.name)
  const { storageKey, contentType } = file
  if (request.method === "GET") {
    const link = await storage().link(storageKey, {
      disposition,
      contentType,
      seconds: LINK_SECONDS,
    })
    if (link) return new Response(null, { status: 302, headers: { ...unkept, location: link } })
  }
  const headers = new Headers({
    ...unkept,
    "content-type": contentType,
    "content-disposition": disposition,
  })
  return sendBytes(request, storageKey, await representationOf(file), headers, true)
}

/**
 * Shows a file in the page. Also from a bucket the bytes come through the shop: a player asks the
 * same address again and again, which must stay good, in the page's own origin, under these headers.
 * Throws an AppError "unavailable" when the store has lost the file.
 */
export async function serveStream(file: Deliverable, request: Request): Promise<Response> {
  const type = inlineType(file.contentType)
  if (!type) throw new Error(`A file of type ${file.contentType} must not be shown inline.`)
  const headers = new Headers({
    ...unkept,
    "content-type": type,
    "content-disposition": nameFile("inline", file.name),
    "content-security-policy": INLINE_POLICY,
    "cross-origin-resource-policy": "same-origin",
  })
  return sendBytes(request, file.storageKey, await representationOf(file), headers, true)
}

const unkept = {
  // no-transform: what is compressed on the way has other bytes than its ETag and ranges speak of.
  "cache-control": "private, no-store, no-transform",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
}

// Even what a browser takes for a document of the shop's origin runs nothing and loads nothing else.
const INLINE_POLICY =
  "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"

async function representationOf(file: Deliverable): Promise<Representation> {
  const stored = await storage().stat(file.storageKey)
  if (stored?.size === file.size)
    return { size: Number(file.size), etag: `"${file.sha256}"`, modifiedAt: file.createdAt }
  log.error({ fileId: file.fileId, found: stored ? String(stored.size) : "nothing" }, "file lost")
  throw new AppError(
    "unavailable",
    "The file can't be read at the moment. The fault is ours, and your download still counts as yours: try the same link again later.",
  )
}
