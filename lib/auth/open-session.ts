import { authOptions } from "@/lib/auth/auth-options"
import { callNextAuth } from "@/lib/auth/call-next-auth"
import { hashSessionToken, newSessionToken, sessionCookieName, type Visit } from "@/lib/auth/rules"
import { deleteSession } from "@/lib/auth/store"

/**
 * Signs an address in that was proved in this very request: next-auth makes the session, with a new
 * token, and the customer when there is none. The browser's earlier session ends; its token is never
 * used again. Gives the cookie's value. Throws when there is no session.
 * @param previousToken the session cookie that came with the request
 */
export async function openSession(
  email: string,
  visit: Visit,
  previousToken: string | null,
): Promise<string> {
  const answer = await callNextAuth(
    {
      path: ["callback", "email"],
      method: "POST",
      origin: visit.origin,
      query: { email, token: newSessionToken() },
    },
    authOptions(visit, { proved: email }),
  )
  const token = answer.cookies.get(sessionCookieName())?.value
  if (!token) throw new Error("next-auth made no session.")
  if (previousToken) await deleteSession(hashSessionToken(previousToken))
  return token
}
