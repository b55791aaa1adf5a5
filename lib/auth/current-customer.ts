import { cookies } from "next/headers"
import { after } from "next/server"
import { cache } from "react"
import {
  hashSessionToken,
  SEEN_EVERY_SECONDS,
  SESSION_SECONDS,
  sessionCookieName,
} from "@/lib/auth/rules"
import { findSignedIn, recordSeen, type SignedIn } from "@/lib/auth/store"
import { now, plusSeconds } from "@/lib/clock"

/**
 * Who is signed in, or null. Without a cookie nothing is asked; with one, the database once a page,
 * however many of its parts want to know. For pages, actions and route handlers. Once an hour, after
 * the answer has gone out, the session is noted to be in use.
 */
export const currentCustomer = cache(async (): Promise<SignedIn | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value
  if (!token) return null
  const found = await findSignedIn(hashSessionToken(token), now())
  if (found && found.lastSeenAt < plusSeconds(now(), -SEEN_EVERY_SECONDS))
    after(() =>
      recordSeen(found.sessionId, now(), { every: SEEN_EVERY_SECONDS, lasts: SESSION_SECONDS }),
    )
  return found
})
