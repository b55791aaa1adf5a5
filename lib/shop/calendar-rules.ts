import { UTCDate } from "@date-fns/utc"
import { addDays } from "date-fns"

const formats = new Map<string, Intl.DateTimeFormat>()

/** The instant at which a day ("2026-11-26") begins in a time zone (IANA); null for what is no day. */
export function startOfDay(day: string, timeZone: string): Date | null {
  const utc = new Date(`${day}T00:00:00Z`)
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(utc.getTime())
  if (!isDay || utc.toISOString().slice(0, 10) !== day) return null
  return fromWall(utc, timeZone)
}

/** The day ("2026-11-26") that an instant lies in, in a time zone (IANA). */
export function dayOf(at: Date, timeZone: string): string {
  return toWall(at, timeZone).toISOString().slice(0, 10)
}

/** The day so many days after a day ("2026-11-26"), or before it; what is no day stays as it is. */
export function daysAfter(day: string, count: number): string {
  const date = new UTCDate(`${day}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? day : addDays(date, count).toISOString().slice(0, 10)
}

/** What the clocks of a time zone (IANA) show at an instant, as if they showed UTC. */
export function toWall(at: Date, timeZone: string): Date {
  return new Date(at.getTime() + aheadOf(at, timeZone))
}

/**
 * The instant at which the clocks of a time zone (IANA) show what `wall` shows in UTC. What they skip in
 * spring is as long after the jump; of what they show twice in autumn it is one of both.
 */
export function fromWall(wall: Date, timeZone: string): Date {
  // Twice: the zone's offset at the guess may be another than at the moment itself.
  const guess = new Date(wall.getTime() - aheadOf(wall, timeZone))
  return new Date(wall.getTime() - aheadOf(guess, timeZone))
}

/** What the clocks of a time zone (IANA) show at an instant, as a form's field has it: "2026-12-01T09:00". */
export function localTime(at: Date, timeZone: string): string {
  return toWall(at, timeZone).toISOString().slice(0, 16)
}

/** The instant at which the clocks of a time zone (IANA) show "2026-12-01T09:00"; null for what is no such text. */
export function instantOf(local: string, timeZone: string): Date | null {
  const wall = new Date(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(local) ? `${local}Z` : "")
  const isMoment =
    !Number.isNaN(wall.getTime()) && wall.toISOString().startsWith(local.slice(0, 16))
  return isMoment ? fromWall(wall, timeZone) : null
}

/** Milliseconds that a time zone's clocks are ahead of UTC's at an instant. */
function aheadOf(at: Date, timeZone: string): number {
  const part = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const of = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0
  const shown = Date.UTC(
    of("year"),
    of("month") - 1,
    of("day"),
    of("hour"),
    of("minute"),
    of("second"),
  )
  return shown - Math.floor(at.getTime() / 1000) * 1000
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const held = formats.get(timeZone)
  if (held) return held
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  })
  formats.set(timeZone, format)
  return format
}
