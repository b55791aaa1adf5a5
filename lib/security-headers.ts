import { type Env, env, isLoopback } from "@/lib/env"

type Settings = Pick<Env, "PUBLIC_URL" | "STRIPE_API_BASE" | "S3_BUCKET" | "S3_ENDPOINT"> &
  Partial<Pick<Env, "GOOGLE_CLIENT_ID" | "GOOGLE_CLIENT_SECRET">>

/**
 * What a page may load, run and send to. Scripts only with this request's nonce, and what those load;
 * forms also to where their redirects end, since form-action covers those too (CSP 3, 6.4.2): Stripe's
 * pages, the bucket that a download button hands over to, and Google where it is a way to sign in.
 * @param isDev React's development build evaluates strings
 */
export function contentSecurityPolicy(nonce: string, isDev = false, settings?: Settings): string {
  const known = settings ?? env()
  const bucket = bucketOrigins(known)
  const dev = isDev ? " 'unsafe-eval'" : ""
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    ["media-src 'self'", ...bucket].join(" "),
    "connect-src 'self'",
    "manifest-src 'self'",
    ["form-action 'self'", ...stripeOrigins(known), ...bucket, ...googleOrigin(known)].join(" "),
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ")
}

/** Everything else that a page says of itself to browsers. */
export function securityHeaders(path: string, settings?: Settings): Record<string, string> {
  const { PUBLIC_URL } = settings ?? env()
  // The address is the key: no other site may learn it.
  const isPrivate = path.startsWith("/orders/") || path.startsWith("/unsubscribe/")
  return {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": isPrivate ? "no-referrer" : referrerPolicyOf(path),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    ...(isPrivate ? { "X-Robots-Tag": "noindex, nofollow" } : {}),
    ...(PUBLIC_URL.startsWith("https:") && !isLoopback(PUBLIC_URL)
      ? { "Strict-Transport-Security": "max-age=31536000" }
      : {}),
  }
}

// The links of mails carry their token. Not "no-referrer": with it a form's own Origin is "null" too.
function referrerPolicyOf(path: string): string {
  const holdsToken = path === "/sign-in/continue" || path === "/account/address/continue"
  return holdsToken ? "same-origin" : "strict-origin-when-cross-origin"
}

function googleOrigin({ GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET }: Settings): string[] {
  return GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET ? ["https://accounts.google.com"] : []
}

// Where a purchase is paid, and where a customer manages what they subscribed to.
function stripeOrigins({ STRIPE_API_BASE }: Settings): string[] {
  if (STRIPE_API_BASE) return [new URL(STRIPE_API_BASE).origin]
  return ["https://checkout.stripe.com", "https://billing.stripe.com"]
}

// Where the bucket's links may point: the endpoint, with the bucket in its path or before its name.
function bucketOrigins({ S3_BUCKET, S3_ENDPOINT }: Settings): string[] {
  if (!S3_BUCKET) return []
  if (!S3_ENDPOINT) return ["https://*.amazonaws.com"]
  const { origin, protocol, host } = new URL(S3_ENDPOINT)
  return [origin, `${protocol}//${S3_BUCKET}.${host}`]
}
