import { env } from "@/lib/env"

let written: { key: string; format: Intl.DateTimeFormat } | undefined

/** A moment as the shop writes it, with the shop's time zone: "May 1, 2026, 2:00 PM UTC". */
export function Moment({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{formatterOf(env()).format(at)}</time>
}

// Making a formatter costs more than a hundred uses of it.
function formatterOf({ SHOP_LOCALE, SHOP_TIME_ZONE }: ReturnType<typeof env>): Intl.DateTimeFormat {
  const key = `${SHOP_LOCALE} ${SHOP_TIME_ZONE}`
  if (written?.key !== key) {
    const format = new Intl.DateTimeFormat(SHOP_LOCALE, {
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "numeric",
      minute: "2-digit",
      timeZoneName: "short",
      timeZone: SHOP_TIME_ZONE,
    })
    written = { key, format }
  }
  return written.format
}
