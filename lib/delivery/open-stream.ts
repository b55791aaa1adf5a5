import { validate as isUuid, NIL } from "uuid"
import { now, plusSeconds } from "@/lib/clock"
import { inlineType, STREAM_SECONDS, VIEWING_SECONDS } from "@/lib/delivery/rules"
import type { Deliverable } from "@/lib/delivery/store/grants"
import { saveOpened } from "@/lib/delivery/store/opened"
import { findEntitledFile } from "@/lib/delivery/store/streams"
import { isLive } from "@/lib/entitlements/access-rules"
import { env } from "@/lib/env"
import { readSignedText, signText } from "@/lib/tokens"

export type OpenedStream = {
  file: Deliverable
  /** The Set-Cookie header that lets this browser go on; null when it has the cookie already. */
  setCookie: string | null
}

export type StreamUrl = `/api/streams/${string}`

const COOKIE = "kiosk_stream"

/**
 * The address under which a page plays or shows a file, by a purchase or a grant alike. Whoever has it
 * must begin within ten minutes; the browser that did may go on for twelve hours, so that a film
 * doesn't end in the middle. It opens nothing by itself: each request asks the entitlement again.
 * Never counted.
 * @param seconds in which to begin; longer for what is asked for late, such as captions
 */
export function streamUrl(
  entitlementId: string,
  fileId: string,
  seconds = STREAM_SECONDS,
): StreamUrl {
  const until = Math.floor(plusSeconds(now(), seconds).getTime() / 1000).toString(36)
  return `/api/streams/${signText("stream", `${entitlementId}_${fileId}_${until}`)}`
}

// A garbled grant asks the database as a real one does: the time taken tells nothing.
const nobody = { entitlementId: NIL, fileId: NIL, until: new Date(0) }

/**
 * The file behind the address of a stream, or null: for what this shop did not give, for an address
 * that has lapsed for this browser, for a kind of file that is not safe to show, and from the moment
 * that its entitlement is revoked or ends.
 * @param cookies the request's whole Cookie header
 */
export async function openStream(
  grant: string,
  cookies: string | null,
): Promise<OpenedStream | null> {
  const { entitlementId, fileId, until } = readGrant(grant) ?? nobody
  const at = now()
  const found = await findEntitledFile(entitlementId, fileId, at)
  if (!found?.access || !isLive(found.access, at)) return null
  if (!inlineType(found.file.contentType)) return null

  const viewingEnd = plusSeconds(until, VIEWING_SECONDS)
  if (hasBegun(grant, cookies))
    return at < viewingEnd ? { file: found.file, setCookie: null } : null
  if (at >= until) return null
  await saveOpened(entitlementId, at)
  return { file: found.file, setCookie: cookieFor(grant, viewingEnd) }
}

function hasBegun(grant: string, cookies: string | null): boolean {
  const [, value] = cookies?.match(new RegExp(`(?:^|; )${COOKIE}=([^;]*)`)) ?? []
  return value !== undefined && readSignedText("stream", value) === `begun-${grant}`
}

// For this one address alone, so that the cookies of many films don't pile up in each request.
function cookieFor(grant: string, expiresAt: Date): string {
  const secure = env().PUBLIC_URL.startsWith("https:") ? "; Secure" : ""
  return `${COOKIE}=${signText("stream", `begun-${grant}`)}; Path=/api/streams/${grant}; Expires=${expiresAt.toUTCString()}; HttpOnly; SameSite=Lax${secure}`
}

function readGrant(grant: string): { entitlementId: string; fileId: string; until: Date } | null {
  const [entitlementId, fileId, until] = readSignedText("stream", grant)?.split("_") ?? []
  if (!entitlementId || !fileId || !until || !isUuid(entitlementId) || !isUuid(fileId)) return null
  return { entitlementId, fileId, until: new Date(Number.parseInt(until, 36) * 1000) }
}
