/** Less than this many seconds is not a place to come back to: it is the beginning. */
const LEAST_SECONDS = 5
/** From this share of its length on, a film has been seen: what follows are its credits. */
const SEEN_SHARE = 0.95

/** How far a customer came in a file, as it is kept. Seconds. */
export type Position = {
  seconds: number
  durationSeconds: number | null
  finishedAt: Date | null
}

/** What a player tells while it plays. Seconds; the duration is null while it is not known. */
export type PositionReport = { seconds: number; duration: number | null; hasEnded: boolean }

/**
 * What is to be kept of a player's report, or null: nothing, whatever was kept before stays. So a
 * player that has only just begun, or lost its source and stands at 0, never takes a place away.
 */
export function positionToKeep(
  { seconds, duration, hasEnded }: PositionReport,
  now: Date,
): Position | null {
  const isSeen = hasEnded || (duration !== null && seconds >= duration * SEEN_SHARE)
  if (seconds <= 0 || (seconds < LEAST_SECONDS && !isSeen)) return null
  return { seconds, durationSeconds: duration, finishedAt: isSeen ? now : null }
}

/** The second at which a player begins: where it was left, or 0 for a film that was seen to its end. */
export function startOf(position: Position | null): number {
  return position && !position.finishedAt ? position.seconds : 0
}
