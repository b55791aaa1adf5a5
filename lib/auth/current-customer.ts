import { cookies } from "next/headers"
import { cache } from "react"
import { hashSessionToken, sessionCookieName } from "@/lib/auth/rules"
import { findSignedIn, type SignedIn } from "@/lib/auth/store"
import { now } from "@/lib/clock"

/**
 * Who is signed in, or null. Without a cookie nothing is asked; with one, the database once a page,
 * however many of its parts want to know. For pages, actions and route handlers.
 */
export const currentCustomer = cache(async (): Promise<SignedIn | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value
  return token ? findSignedIn(hashSessionToken(token), now()) : null
})
