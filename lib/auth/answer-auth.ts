import { type NextRequest, NextResponse } from "next/server"
import { authOptions } from "@/lib/auth/auth-options"
import { callNextAuth } from "@/lib/auth/call-next-auth"
import { googleProvider } from "@/lib/auth/google"
import { readVisit } from "@/lib/auth/read-visit"
import {
  cookieName,
  cookieOptions,
  SESSION_COOKIE_SECONDS,
  sessionCookieName,
} from "@/lib/auth/rules"
import { signOut } from "@/lib/auth/sign-out"

// What next-auth is asked over HTTP. Not its log, to which anybody could write.
const offered = new Set(["callback", "csrf", "error", "providers", "session", "signin", "signout"])

/**
 * Answers a request to /api/auth/…: Google's return, and next-auth's own questions. Nobody signs in by
 * mail here: that ends in the shop's own forms, and no address makes a session.
 * @param google the provider; another one in tests
 */
export async function answerAuth(
  request: NextRequest,
  path: string[],
  google = googleProvider(),
): Promise<NextResponse> {
  const method = request.method === "POST" ? "POST" : "GET"
  if (!offered.has(path[0] ?? "")) return new NextResponse("Not found", { status: 404 })
  const visit = readVisit(request.headers)
  const cookies = Object.fromEntries(
    request.cookies.getAll().map(({ name, value }) => [name, value]),
  )
  const earlier = cookies[sessionCookieName()] ?? null
  // Whoever is signed in and comes back from Google is signed in anew, as whom Google names: else
  // next-auth would tie that Google account to the customer who happens to be here.
  if (path[0] === "callback") delete cookies[sessionCookieName()]
  const answer = await callNextAuth(
    {
      path,
      method,
      origin: visit.origin,
      query: Object.fromEntries(request.nextUrl.searchParams),
      body: method === "POST" ? await readBody(request) : {},
      cookies,
    },
    authOptions(visit, { google }),
  )
  answer.headers.set("cache-control", "private, no-store")
  const opened = answer.cookies.get(sessionCookieName())?.value
  if (path[0] === "callback")
    for (const spent of ["callback", "csrf"])
      answer.cookies.set(cookieName(spent), "", { ...cookieOptions(), maxAge: 0 })
  if (opened && path[0] === "callback") {
    const maxAge = SESSION_COOKIE_SECONDS
    answer.cookies.set(sessionCookieName(), opened, { ...cookieOptions(), maxAge })
    await signOut(earlier)
  }
  return answer
}

async function readBody(request: NextRequest): Promise<Record<string, string>> {
  const isJson = request.headers.get("content-type")?.startsWith("application/json")
  try {
    const entries: [string, unknown][] = isJson
      ? Object.entries(Object(await request.json()))
      : [...(await request.formData())]
    return Object.fromEntries(entries.filter(isText))
  } catch {
    return {}
  }
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === "string"
}
