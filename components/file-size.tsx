import { env } from "@/lib/env"
import { formatSize } from "@/lib/formats"

/** A size as the shop writes it. */
export function FileSize({ bytes }: { bytes: bigint }) {
  return <span className="whitespace-nowrap">{formatSize(bytes, env().SHOP_LOCALE)}</span>
}
