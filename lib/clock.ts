/** The time of this process. Rules never call it: they take `now` as an argument. */
export function now(): Date {
  return new Date()
}

/** `date` moved by so many seconds. */
export function plusSeconds(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000)
}

export const MINUTE = 60
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
