export type Surroundings = { shopUrl: string; stripeSecretKey?: string | undefined }

/**
 * Throws, in a sentence for the person who starts it, when the sandbox would stand beside
 * something real: a live key, or a shop that is not on loopback.
 */
export function refuseDanger({ shopUrl, stripeSecretKey }: Surroundings): void {
  if (/^[rs]k_live_/.test(stripeSecretKey ?? "")) {
    throw new Error("The sandbox does not start beside a live Stripe key (STRIPE_SECRET_KEY).")
  }
  if (!isLoopback(shopUrl)) {
    throw new Error(
      `The sandbox serves a shop on this machine only; PUBLIC_URL is ${shopUrl || "not set"}.`,
    )
  }
}

/** Whether an address names this machine itself. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname } = new URL(address)
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname)
}
