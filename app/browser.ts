import { cookies, headers } from "next/headers"
import type { NextResponse } from "next/server"
import { readVisit } from "@/lib/auth/read-visit"
import {
  cookieName,
  cookieOptions,
  SESSION_COOKIE_SECONDS,
  sessionCookieName,
  type Visit,
} from "@/lib/auth/rules"
import { LINK_SECONDS } from "@/lib/customers/rules"

/** Who asks, as far as the shop keeps it. */
export async function currentVisit(): Promise<Visit> {
  return readVisit(await headers())
}

/** The session's token that this browser holds, good or not. */
export async function heldToken(): Promise<string | null> {
  return (await cookies()).get(sessionCookieName())?.value ?? null
}

/** Keeps a new session in this browser. Only in actions. */
export async function keepSession(token: string): Promise<void> {
  const jar = await cookies()
  jar.set(sessionCookieName(), token, { ...cookieOptions(), maxAge: SESSION_COOKIE_SECONDS })
  jar.set(cookieName("asked"), "", { ...cookieOptions(), maxAge: 0 })
}

/** Forgets this browser's session. Only in actions. */
export async function forgetSession(): Promise<void> {
  const jar = await cookies()
  jar.set(sessionCookieName(), "", { ...cookieOptions(), maxAge: 0 })
}

/** The cookie of the browser that asked for a mail. */
export async function askedCookie(): Promise<string | null> {
  return (await cookies()).get(cookieName("asked"))?.value ?? null
}

/** Lets this browser type the code of the mail that it has just asked for. Only in actions. */
export async function keepAsked(browser: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName("asked"), browser, { ...cookieOptions(), maxAge: LINK_SECONDS })
}

/** Forgets what this browser asked for. Only in actions. */
export async function forgetAsked(): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName("asked"), "", { ...cookieOptions(), maxAge: 0 })
}

/** Puts next-auth's cookies into the answer. Only in actions. */
export async function keepCookies(
  made: ReturnType<NextResponse["cookies"]["getAll"]>,
): Promise<void> {
  const jar = await cookies()
  for (const cookie of made) jar.set(cookie)
}
