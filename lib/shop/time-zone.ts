/** Milliseconds that a time zone's clocks (IANA) are ahead of UTC's at an instant. */
export function aheadOf(at: Date, timeZone: string): number {
  return Date.parse(`${localTime(at, timeZone)}Z`) - Math.floor(at.getTime() / 1000) * 1000
}

/** What a time zone's clocks show at an instant: "2026-12-01T09:00:00". */
export function localTime(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  })
  const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const of = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? ""
  return `${of("year").padStart(4, "0")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}:${of("second")}`
}

/**
 * The instant at which a time zone's clocks show "2026-12-01T09:00", or null for what is no such text. Of an
 * hour that clocks show twice the first; one that they leave out is as much after the gap.
 */
export function instantOf(local: string, timeZone: string): Date | null {
  const text = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(local) ? local : ""
  const utc = new Date(`${text}Z`)
  if (Number.isNaN(utc.getTime()) || utc.toISOString().slice(0, 10) !== text.slice(0, 10))
    return null
  // Twice: the zone's offset at the guess may be another than at the moment itself.
  const guess = new Date(utc.getTime() - aheadOf(utc, timeZone))
  return new Date(utc.getTime() - aheadOf(guess, timeZone))
}
