import { env } from "@/lib/env"
import { formatMoment } from "@/lib/formats"

/** A moment as the shop writes it, with the shop's time zone: "May 1, 2026, 2:00 PM UTC". */
export function Moment({ at }: { at: Date }) {
  const { SHOP_LOCALE, SHOP_TIME_ZONE } = env()
  return <time dateTime={at.toISOString()}>{formatMoment(at, SHOP_LOCALE, SHOP_TIME_ZONE)}</time>
}
