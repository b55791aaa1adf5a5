import GoogleProvider, { type GoogleProfile } from "next-auth/providers/google"
import type { OAuthConfig } from "next-auth/providers/oauth"
import { env } from "@/lib/env"

/**
 * Google as a way to sign in, when both of its variables are set; else null. Linking by address is
 * safe here: nobody passes whose address Google has not verified.
 * @param wellKnown where the provider describes itself
 */
export function googleProvider(wellKnown?: string): OAuthConfig<GoogleProfile> | null {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = env()
  if (!GOOGLE_CLIENT_ID || !GOOGLE_CLIENT_SECRET) return null
  return GoogleProvider({
    clientId: GOOGLE_CLIENT_ID,
    clientSecret: GOOGLE_CLIENT_SECRET,
    allowDangerousEmailAccountLinking: true,
    ...(wellKnown ? { wellKnown } : {}),
  })
}
