// Making one of Intl's formatters costs more than a hundred uses of it.
const held = new Map<string, unknown>()

/** A date in words, in a locale (BCP 47) and time zone (IANA): "May 1, 2026". */
export function formatDay(date: Date, locale: string, timeZone: string): string {
  return kept(
    `day ${locale} ${timeZone}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }),
  ).format(date)
}

/**
 * A span of days in words, in a locale (BCP 47) and time zone (IANA): "May 1 to Jun 1, 2026". Both ends
 * are told, and what they share once.
 */
export function formatPeriod(from: Date, to: Date, locale: string, timeZone: string): string {
  const format = kept(
    `period ${locale} ${timeZone}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }),
  )
  return format
    .formatRangeToParts(from, to)
    .map(({ type, source, value }) =>
      type === "literal" && source === "shared"
        ? value.replace(/\s*[\u2010-\u2015-]\s*/, " to ")
        : value,
    )
    .join("")
}

/** A moment in words, with its zone, in a locale (BCP 47) and time zone (IANA): "May 1, 2026, 2:00 PM UTC". */
export function formatMoment(date: Date, locale: string, timeZone: string): string {
  return kept(
    `moment ${locale} ${timeZone}`,
    () =>
      new Intl.DateTimeFormat(locale, {
        year: "numeric",
        month: "short",
        day: "numeric",
        hour: "numeric",
        minute: "2-digit",
        timeZoneName: "short",
        timeZone,
      }),
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

/**
 * A span of time in words: "48 hours", "30 days", "90 minutes". The largest unit that it is a whole
 * number of; days only from three on, because "48 hours" says more than "2 days".
 */
export function formatDuration(seconds: number, locale: string): string {
  const [unit, size] = (
    [
      ["day", 86_400],
      ["hour", 3600],
      ["minute", 60],
    ] as const
  ).find(
    ([name, length]) => seconds % length === 0 && seconds >= length * (name === "day" ? 3 : 1),
  ) ?? ["second", 1]
  return kept(
    `duration ${locale} ${unit}`,
    () => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }),
  ).format(seconds / size)
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

/** A place in a film, from its seconds, as players write it: "2:05", "1:02:05". */
export function formatSeconds(seconds: number): string {
  const whole = Math.floor(seconds)
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  const tail = String(whole % 60).padStart(2, "0")
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`
}
