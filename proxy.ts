import { type NextRequest, NextResponse } from "next/server"
import { env, isDevelopment, isLocal, shopOrigin } from "@/lib/env"
import { contentSecurityPolicy, securityHeaders } from "@/lib/security-headers"

/** The content security policy's nonce and the security headers of every page, and whose a form is; nothing else. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll("-", "")
  const policy = contentSecurityPolicy(nonce, isDevelopment())
  const headers = new Headers(request.headers)
  // Next reads the nonce from the request's policy and puts it on its scripts.
  headers.set("Content-Security-Policy", policy)
  headers.set("x-nonce", nonce)
  // Where a guard sends away, so that one comes back.
  headers.set("x-path", `${request.nextUrl.pathname}${request.nextUrl.search}`)
  // Server actions compare Origin with this host: the shop's own, whatever stands in front of it
  // passes on. On loopback the shop answers to several names, and no one stands in front.
  if (isLocal()) headers.delete("x-forwarded-host")
  else headers.set("x-forwarded-host", new URL(env().PUBLIC_URL).host)
  // A page whose address is a key names no referrer, and browsers then call the origin of its plain forms
  // "null". Sec-Fetch-Site, which no page can forge, says whether the form was the shop's own.
  if (headers.get("origin") === "null" && headers.get("sec-fetch-site") === "same-origin")
    headers.set("origin", shopOrigin(headers.get("host")))
  const response = NextResponse.next({ request: { headers } })
  response.headers.set("Content-Security-Policy", policy)
  for (const [name, value] of Object.entries(securityHeaders(request.nextUrl.pathname)))
    response.headers.set(name, value)
  return response
}

// Routes under /api and /media answer with files and JSON, and set their own headers; what stands in
// public/ and in the build is the same for everybody.
export const config = {
  matcher: ["/((?!api/|media/|_next/static/|_next/image|[^/]+\\.(?:svg|ico|png|js)$).*)"],
}
