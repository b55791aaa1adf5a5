import { env } from "@/lib/env"

/** A date as the shop writes it, in the shop's time zone. */
export function Day({ at }: { at: Date }) {
  const { SHOP_LOCALE, SHOP_TIME_ZONE } = env()
  const text = at.toLocaleDateString(SHOP_LOCALE, { dateStyle: "long", timeZone: SHOP_TIME_ZONE })
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap">
      {text}
    </time>
  )
}
