import { NIL } from "uuid"
import { now, plusSeconds } from "@/lib/clock"
import { inlineType, STREAM_SECONDS, VIEWING_SECONDS } from "@/lib/delivery/rules"
import { type Deliverable, findPurchasedFile } from "@/lib/delivery/store/grants"
import { isLive } from "@/lib/entitlements/rules"
import { readSignedText, signText } from "@/lib/tokens"

export type OpenedStream = {
  file: Deliverable
  /** To be kept by the browser, for this address only; null when it has it already. */
  cookie: { value: string; expiresAt: Date } | null
}

/** The cookie of a browser that began in time. HttpOnly, SameSite=Lax, its path the stream's address. */
export const STREAM_COOKIE = "kiosk_stream"

/**
 * The address under which a page plays or shows a file of a purchase. Whoever has it must begin within
 * ten minutes; the browser that did may go on for twelve hours, so that a film doesn't end in the
 * middle. It opens nothing by itself: each request asks the entitlement again. Never counted.
 */
export function streamUrl(purchaseId: string, fileId: string): `/api/streams/${string}` {
  const until = Math.floor(plusSeconds(now(), STREAM_SECONDS).getTime() / 1000).toString(36)
  return `/api/streams/${signText("stream", `${purchaseId}_${fileId}_${until}`)}`
}

// A garbled grant asks the database as a real one does: the time taken tells nothing.
const nobody = { purchaseId: NIL, fileId: NIL, until: new Date(0) }

/**
 * The file behind the address of a stream, or null: for what this shop did not give, for an address
 * that has lapsed for this browser, for a kind of file that is not safe to show, and from the moment
 * that the purchase is refunded, disputed or ended.
 */
export async function openStream(
  grant: string,
  cookie: string | null,
): Promise<OpenedStream | null> {
  const { purchaseId, fileId, until } = readGrant(grant) ?? nobody
  const at = now()
  const found = await findPurchasedFile(purchaseId, fileId, at)
  if (!found?.access || !isLive(found.access, at)) return null
  if (!inlineType(found.file.contentType)) return null

  const end = plusSeconds(until, VIEWING_SECONDS)
  const hasBegun = cookie !== null && readSignedText("stream", cookie) === `begun ${grant}`
  if (hasBegun) return at < end ? { file: found.file, cookie: null } : null
  if (at >= until) return null
  return {
    file: found.file,
    cookie: { value: signText("stream", `begun ${grant}`), expiresAt: end },
  }
}

function readGrant(grant: string): { purchaseId: string; fileId: string; until: Date } | null {
  const [purchaseId, fileId, until] = readSignedText("stream", grant)?.split("_") ?? []
  if (!purchaseId || !fileId || !until) return null
  return { purchaseId, fileId, until: new Date(Number.parseInt(until, 36) * 1000) }
}
