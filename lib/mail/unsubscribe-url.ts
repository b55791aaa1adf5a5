import { env } from "@/lib/env"
import { signToken } from "@/lib/tokens"

/** The page on which the reader of a mail says that they want no more of its kind. The mail's id is in its key. */
export function unsubscribeUrl(mailId: string): string {
  return `${env().PUBLIC_URL}/unsubscribe/${signToken("unsubscribe", mailId)}`
}

/** Where mail programs post the same wish to (RFC 8058). */
export function oneClickUrl(mailId: string): string {
  return `${env().PUBLIC_URL}/api/unsubscribe/${signToken("unsubscribe", mailId)}`
}
