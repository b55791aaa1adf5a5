import { hashSessionToken, sessionCookieName } from "@/lib/auth/rules"
import { findSignedIn, type SignedIn } from "@/lib/auth/store"
import { now } from "@/lib/clock"

/**
 * Who is signed in by the cookies of a request, or null: for route handlers, which have the request
 * itself. Pages and actions ask `currentCustomer`.
 */
export async function findCustomer(headers: Headers): Promise<SignedIn | null> {
  const name = `${sessionCookieName()}=`
  const cookies = (headers.get("cookie") ?? "").split(";").map((cookie) => cookie.trim())
  const token = cookies.find((cookie) => cookie.startsWith(name))?.slice(name.length)
  return token ? findSignedIn(hashSessionToken(token), now()) : null
}
