// Making one of Intl's formatters costs more than a hundred uses of it.
const held = new Map<string, unknown>()

/** A date in words, in a locale (BCP 47) and time zone (IANA): "May 1, 2026". */
export function formatDay(date: Date, locale: string, timeZone: string): string {
  return kept(
    `day ${locale} ${timeZone}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }),
  ).format(date)
}

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const

/** A size in bytes, in powers of ten as file managers count, with one decimal at most: "1.4 MB". */
export function formatSize(bytes: bigint, locale: string): string {
  let size = Number(bytes)
  let step = 0
  while (size >= 999.5 && step < units.length - 1) {
    size /= 1000
    step++
  }
  const unit = units[step] ?? "byte"
  const maximumFractionDigits = step > 0 && size < 10 ? 1 : 0
  const unitDisplay = step === 0 ? "long" : "short"
  return kept(
    `size ${locale} ${unit} ${maximumFractionDigits}`,
    () =>
      new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay, maximumFractionDigits }),
  ).format(size)
}

/** A span of seconds in whole days or hours, at least one hour: "48 hours", "30 days". */
export function formatSpan(seconds: number, locale: string): string {
  const hours = Math.max(1, Math.round(seconds / 3600))
  const unit = hours > 48 && hours % 24 === 0 ? "day" : "hour"
  return kept(
    `span ${locale} ${unit}`,
    () => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }),
  ).format(unit === "day" ? hours / 24 : hours)
}

/** What a currency (ISO 4217, lower case) is called in a locale: "US Dollar". */
export function nameCurrency(currency: string, locale: string): string {
  const code = currency.toUpperCase()
  const names = kept(
    `currency ${locale}`,
    () => new Intl.DisplayNames(locale, { type: "currency" }),
  )
  return names.of(code) ?? code
}

function kept<T>(key: string, make: () => T): T {
  if (!held.has(key)) held.set(key, make())
  // Each key is made by one function only, so what is kept under it is what that one makes.
  return held.get(key) as T
}
