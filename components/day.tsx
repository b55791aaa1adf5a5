import { env } from "@/lib/env"
import { formatDay } from "@/lib/formats"

/** A date as the shop writes it, in the shop's time zone. */
export function Day({ at }: { at: Date }) {
  const { SHOP_LOCALE, SHOP_TIME_ZONE } = env()
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap">
      {formatDay(at, SHOP_LOCALE, SHOP_TIME_ZONE)}
    </time>
  )
}
