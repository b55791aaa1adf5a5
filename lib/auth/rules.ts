import { createHash, randomBytes } from "node:crypto"
import { DAY, HOUR } from "@/lib/clock"
import { env } from "@/lib/env"

/** Seconds for which a session lives after it was last seen. */
export const SESSION_SECONDS = 30 * DAY
/** A session's row is not touched more often than this, in seconds. */
export const SEEN_EVERY_SECONDS = HOUR
/**
 * Seconds for which a browser keeps the cookie: the longest that any does (400 days). The row decides
 * when the session ends, so a visit that only reads needs no new cookie to make it last.
 */
export const SESSION_COOKIE_SECONDS = 400 * DAY

/** What a browser tells of itself: its family and its network, coarse, and the name it asked for. */
export type Visit = {
  /** The shop's origin as this browser knows it. */
  origin: string
  /** /24 of IPv4, /48 of IPv6. */
  network: string
  userAgent: string | null
}

/** Whether cookies are for TLS alone. */
export function isSecureShop(): boolean {
  return env().PUBLIC_URL.startsWith("https:")
}

/** The session's cookie: HttpOnly, SameSite=Lax, for this host alone wherever there is TLS. */
export function sessionCookieName(): string {
  return cookieName("session")
}

/** The name of one of sign-in's cookies; no other host of the domain can set it where there is TLS. */
export function cookieName(what: string): string {
  return isSecureShop() ? `__Host-kiosk_${what}` : `kiosk_${what}`
}

/** The attributes of all cookies of sign-in. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: "lax", secure: isSecureShop(), path: "/" } as const
}

/** What is kept of a session's token: its SHA-256, lower-case hexadecimal. */
export function hashSessionToken(token: string): string {
  return createHash("sha256").update(token).digest("hex")
}

/** A new token: 256 random bits. */
export function newSessionToken(): string {
  return randomBytes(32).toString("hex")
}
