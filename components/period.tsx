import { env } from "@/lib/env"
import { formatPeriod } from "@/lib/formats"

/** A span of days as the shop writes it, in the shop's time zone: "May 1 to Jun 1, 2026". None: nothing. */
export function Period({ from, to }: { from: Date; to: Date }) {
  if (to <= from) return null
  const { SHOP_LOCALE, SHOP_TIME_ZONE } = env()
  return <span>{formatPeriod(from, to, SHOP_LOCALE, SHOP_TIME_ZONE)}</span>
}
