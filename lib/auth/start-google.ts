import type { NextResponse } from "next/server"
import { authOptions } from "@/lib/auth/auth-options"
import { callNextAuth } from "@/lib/auth/call-next-auth"
import { googleProvider } from "@/lib/auth/google"
import { cookieName, type Visit } from "@/lib/auth/rules"
import { AppError } from "@/lib/errors"

/**
 * Begins to sign in with Google: where the browser must go, and the cookies by which it is known when
 * it comes back. Throws AppError "not-found" when Google is no way in here, "unavailable" when it
 * cannot be reached.
 * @param callbackPath a path of the shop
 */
export async function startGoogle(
  callbackPath: string,
  visit: Visit,
  google = googleProvider(),
): Promise<{ url: string; cookies: ReturnType<NextResponse["cookies"]["getAll"]> }> {
  if (!google) throw new AppError("not-found", "Signing in with Google is not set up here.")
  const { origin } = visit
  const options = () => authOptions(visit, { google })
  // next-auth signs its own token for the form that it expects; both calls are this process's.
  const first = await callNextAuth({ path: ["csrf"], method: "GET", origin }, options())
  const csrf = first.cookies.get(cookieName("csrf"))?.value ?? ""
  const answer = await callNextAuth(
    {
      path: ["signin", "google"],
      method: "POST",
      origin,
      cookies: { [cookieName("csrf")]: csrf },
      body: { csrfToken: csrf.split("|")[0] ?? "", callbackUrl: `${origin}${callbackPath}` },
    },
    options(),
  )
  const url = answer.headers.get("location")
  if (!url || url.startsWith(`${origin}/`))
    throw new AppError("unavailable", "Google does not answer. Sign in by mail, or try again.")
  return { url, cookies: answer.cookies.getAll() }
}
