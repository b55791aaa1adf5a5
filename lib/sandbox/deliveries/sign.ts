import { createHmac } from "node:crypto"

/** The first secret of a comma list: it signs, the others only verify. */
export function signingSecret(secrets: string): string {
  return secrets.split(",")[0]?.trim() ?? ""
}

/**
 * The `Stripe-Signature` header of a body. Seconds since 1970 by the shop's clock, because it
 * compares them with its own. Source: https://docs.stripe.com/webhooks/signature
 */
export function stripeSignature(secret: string, body: string, seconds: number): string {
  const digest = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")
  return `t=${seconds},v1=${digest}`
}

/**
 * The three Svix headers of a body; what follows `whsec_` in the secret is its key in base64.
 * Source: https://docs.svix.com/receiving/verifying-payloads/how-manual
 */
export function svixHeaders(
  secret: string,
  id: string,
  body: string,
  seconds: number,
): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64")
  const digest = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")
  return { "svix-id": id, "svix-timestamp": String(seconds), "svix-signature": `v1,${digest}` }
}
