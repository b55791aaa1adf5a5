import { sendBytes } from "@/lib/delivery/send-bytes"
import { publicImageType } from "@/lib/storage/rules"
import { storage } from "@/lib/storage/storage"

/**
 * An image that anyone may see: a cover. Null for all that is no image below "public/" in the store.
 * Kept by browsers and caches for a year: under one key there are never other bytes.
 */
export async function serveImage(key: string, request: Request): Promise<Response | null> {
  const contentType = publicImageType(key)
  const stored = contentType ? await storage().stat(key) : null
  if (!contentType || !stored) return null
  const etag = `"${stored.size.toString(36)}-${stored.modifiedAt.getTime().toString(36)}"`
  const headers = new Headers({
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": "sandbox; default-src 'none'",
    "content-type": contentType,
    "x-content-type-options": "nosniff",
  })
  const bytes = { size: Number(stored.size), etag, modifiedAt: stored.modifiedAt }
  return sendBytes(request, key, bytes, headers, true)
}
