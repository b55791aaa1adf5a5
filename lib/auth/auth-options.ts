import type { AuthOptions, CookieOption } from "next-auth"
import type { EmailConfig } from "next-auth/providers/email"
import type { GoogleProfile } from "next-auth/providers/google"
import type { OAuthConfig } from "next-auth/providers/oauth"
import { customerAdapter } from "@/lib/auth/adapter"
import { callbackPath } from "@/lib/auth/callback-path"
import {
  cookieName,
  cookieOptions,
  isSecureShop,
  newSessionToken,
  SESSION_SECONDS,
  type Visit,
} from "@/lib/auth/rules"
import { plusSeconds } from "@/lib/clock"
import { env } from "@/lib/env"
import { log } from "@/lib/log"

const MAIL = "email"

/**
 * next-auth, for one request. Sessions are rows, each sign-in gets a new token, and every target is a
 * path of this shop.
 * @param options.proved the address that this very request has proved. Only then is there a provider
 *   for mail, and only for that address: no request from outside reaches it
 */
export function authOptions(
  visit: Visit,
  options: { google?: OAuthConfig<GoogleProfile> | null; proved?: string } = {},
): AuthOptions {
  const { google, proved } = options
  const [secret] = env().AUTH_SECRET
  if (!secret) throw new Error("AUTH_SECRET is not set.")
  return {
    secret,
    providers: [...(google ? [google] : []), ...(proved ? [mailProvider()] : [])],
    adapter: {
      ...customerAdapter(visit),
      createVerificationToken: async () => null,
      useVerificationToken: async ({ token, identifier }) =>
        identifier === proved ? { token, identifier, expires: plusSeconds(new Date(), 60) } : null,
    },
    session: {
      strategy: "database",
      maxAge: SESSION_SECONDS,
      generateSessionToken: newSessionToken,
    },
    useSecureCookies: isSecureShop(),
    cookies: {
      sessionToken: cookie("session"),
      callbackUrl: cookie("callback"),
      csrfToken: cookie("csrf"),
      state: cookie("state", 900),
      pkceCodeVerifier: cookie("pkce", 900),
      nonce: cookie("nonce", 900),
    },
    pages: { signIn: "/sign-in", signOut: "/account/sessions", error: "/sign-in" },
    callbacks: {
      signIn: ({ account, profile }) => account?.provider === MAIL || isProvedByGoogle(profile),
      redirect: ({ url, baseUrl }) => `${baseUrl}${callbackPath(url, baseUrl)}`,
    },
    logger: {
      error: (code, metadata) => log.error({ code, reason: reasonOf(metadata) }, "next-auth"),
      warn: (code) => log.debug({ code }, "next-auth"),
      debug: () => {},
    },
  }
}

/**
 * Whether Google vouches for the profile's address. Without `email_verified` it may be anybody's.
 * Source: https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload
 */
export function isProvedByGoogle(profile: unknown): boolean {
  return (
    typeof profile === "object" &&
    profile !== null &&
    Reflect.get(profile, "email_verified") === true &&
    typeof Reflect.get(profile, "email") === "string"
  )
}

// The mail itself is ours (start-sign-in.ts); next-auth only makes the session of a proved address.
function mailProvider(): EmailConfig {
  return {
    id: MAIL,
    type: "email",
    name: "Email",
    server: "",
    from: "",
    maxAge: 60,
    options: {},
    sendVerificationRequest: async () => {
      throw new Error("Sign-in mails are sent by the shop.")
    },
  }
}

function cookie(what: string, maxAge?: number): CookieOption {
  return {
    name: cookieName(what),
    options: { ...cookieOptions(), ...(maxAge ? { maxAge } : {}) },
  }
}

function reasonOf(metadata: unknown): string {
  const error = metadata instanceof Error ? metadata : Reflect.get(Object(metadata), "error")
  return error instanceof Error ? error.message : "unknown"
}
