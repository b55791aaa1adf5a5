import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto"
import type { Bridge } from "@/tests/support/http-bridge"
import { startBridge } from "@/tests/support/http-bridge"

export type Profile = { sub: string; email: string; email_verified: unknown; name?: string }

/**
 * A stand-in for an OpenID provider: discovery, authorization, token and keys over HTTP, with PKCE
 * checked and identity tokens really signed. `profile` is who signs in there next.
 */
export async function startOpenIdProvider(
  clientId: string,
): Promise<Bridge & { wellKnown: string; profile: Profile }> {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const codes = new Map<string, { challenge: string; nonce: string | null; profile: Profile }>()
  const made = { profile: { sub: "1", email: "", email_verified: true } as Profile }
  const bridge = await startBridge(async (request) => answer(request))
  const { origin } = bridge

  async function answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    switch (pathname) {
      case "/.well-known/openid-configuration":
        return Response.json({
          issuer: origin,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          jwks_uri: `${origin}/keys`,
          id_token_signing_alg_values_supported: ["RS256"],
        })
      case "/keys":
        return Response.json({
          keys: [
            { ...keys.publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" },
          ],
        })
      case "/authorize": {
        const code = randomUUID()
        const challenge = searchParams.get("code_challenge") ?? ""
        codes.set(code, { challenge, nonce: searchParams.get("nonce"), profile: made.profile })
        const back = new URL(searchParams.get("redirect_uri") ?? "")
        back.search = String(new URLSearchParams({ code, state: searchParams.get("state") ?? "" }))
        return new Response(null, { status: 302, headers: { location: back.href } })
      }
      case "/token":
        return token(new URLSearchParams(await request.text()))
      default:
        return new Response(null, { status: 404 })
    }
  }

  function token(form: URLSearchParams): Response {
    const known = codes.get(form.get("code") ?? "")
    codes.delete(form.get("code") ?? "")
    const verifier = form.get("code_verifier") ?? ""
    const challenge = createHash("sha256").update(verifier).digest("base64url")
    if (known?.challenge !== challenge)
      return Response.json({ error: "invalid_grant" }, { status: 400 })
    const at = Math.floor(Date.now() / 1000)
    const claims = { iss: origin, aud: clientId, iat: at, exp: at + 300, ...known.profile }
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")
    const body = `${part({ alg: "RS256", kid: "1" })}.${part(claims)}`
    const signature = createSign("RSA-SHA256").update(body).sign(keys.privateKey, "base64url")
    const access = { access_token: "a", token_type: "Bearer", expires_in: 300 }
    return Response.json({ ...access, id_token: `${body}.${signature}` })
  }

  return Object.assign(made, bridge, { wellKnown: `${origin}/.well-known/openid-configuration` })
}
