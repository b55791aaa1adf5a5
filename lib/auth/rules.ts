import { createHash } from "node:crypto"
import { env } from "@/lib/env"

/** The session's cookie: HttpOnly, SameSite=Lax, for this host alone wherever there is TLS. */
export function sessionCookieName(): string {
  return env().PUBLIC_URL.startsWith("https:") ? "__Host-kiosk_session" : "kiosk_session"
}

/** What is kept of a session's token: its SHA-256, lower-case hexadecimal. */
export function hashSessionToken(token: string): string {
  return createHash("sha256").update(token).digest("hex")
}
