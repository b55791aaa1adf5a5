/** An address that a link may lead to: http or https; null: it is none, or another scheme. */
export function webAddress(address: string | null): string | null {
  if (!address || !URL.canParse(address)) return null
  return /^https?:$/.test(new URL(address).protocol) ? address : null
}
