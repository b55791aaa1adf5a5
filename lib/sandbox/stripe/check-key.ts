import { createHash, timingSafeEqual } from "node:crypto"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { StripeFault } from "@/lib/sandbox/stripe/faults"

/**
 * Throws 401 unless the request carries the API key, as bearer token or as the name of basic
 * authentication. A live key is refused whatever it is: it has no business here.
 */
export function checkKey(sandbox: Sandbox, authorization: string | undefined): void {
  const key = keyOf(authorization)
  if (!key) throw unauthorized("You did not provide an API key.")
  if (/^[rs]k_live_/.test(key)) {
    throw unauthorized("That is a live key. The sandbox takes test keys only.")
  }
  const fits = sandbox.stripeSecretKey
    ? same(key, sandbox.stripeSecretKey)
    : /^[rs]k_test_/.test(key)
  if (!fits) throw unauthorized("Invalid API key provided.")
}

function keyOf(authorization: string | undefined): string | null {
  const [scheme, value] = (authorization ?? "").split(" ")
  if (!value) return null
  if (scheme?.toLowerCase() === "bearer") return value
  if (scheme?.toLowerCase() !== "basic") return null
  return Buffer.from(value, "base64").toString().split(":")[0] ?? null
}

function same(one: string, other: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value).digest()
  return timingSafeEqual(digest(one), digest(other))
}

function unauthorized(message: string): StripeFault {
  return new StripeFault({ status: 401, type: "invalid_request_error", message }, false)
}
