import { isIPv4, isIPv6 } from "node:net"
import { env } from "@/lib/env"

/**
 * The address that a request came from. instrumentation.ts appends the true peer to x-forwarded-for,
 * so the last entry cannot be forged; each trusted proxy (TRUSTED_PROXIES) vouches for one more to
 * the left. "unknown" when the header is missing, which only happens outside a server.
 */
export function clientAddress(headers: Headers): string {
  const entries = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean)
  const index = Math.max(0, entries.length - 1 - env().TRUSTED_PROXIES)
  return plainAddress(entries[index] ?? "unknown")
}

/**
 * The network of an address, coarse enough to keep: /24 of IPv4, /48 of IPv6. What is no address
 * comes back as "unknown".
 */
export function networkOf(address: string): string {
  const plain = plainAddress(address)
  if (isIPv4(plain)) return `${plain.split(".").slice(0, 3).join(".")}.0/24`
  if (!isIPv6(plain)) return "unknown"
  const groups = expand(plain).slice(0, 3)
  return `${groups.join(":")}::/48`
}

// IPv4-mapped IPv6 is IPv4; brackets, ports and zones are no part of an address.
function plainAddress(entry: string): string {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(entry)?.[1] ?? entry.replace(/^([\d.]+):\d+$/, "$1")
  const plain = bare.replace(/%.*$/, "").toLowerCase()
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1]
  return mapped ?? plain
}

function expand(address: string): string[] {
  const [head = "", tail] = address.split("::")
  const left = head.split(":").filter(Boolean)
  const right = (tail ?? "").split(":").filter(Boolean)
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0")
  return [...left, ...zeros, ...right].map((group) => group.replace(/^0+(?=.)/, ""))
}
