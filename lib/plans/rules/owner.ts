/** Providers that charge for their plans by terms of their own, by their word in a plan's metadata. */
const providers: Record<string, string> = {
  google_in_app: "Google Play",
}

/**
 * Who decides what a plan costs and how long it runs; null: this shop. A plan that another provider sells
 * is changed there first, so its form here is closed: the two would differ.
 */
export function externalOwnerOf(metadata: Record<string, string>): string | null {
  const name = Object.keys(providers).find((provider) => metadata[provider])
  return name ? (providers[name] ?? null) : null
}
