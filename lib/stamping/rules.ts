/** Seconds after which somebody who waits for their copy gets the file as it was published instead. */
export const COPY_PATIENCE = 30

/** Seconds after which a copy that nobody fetched is deleted; the next click makes it anew. */
export const COPY_LAPSES_AFTER = 30 * 24 * 60 * 60

/** Bytes. The worker has a PDF in memory about three times over: a larger one goes out as it was published. */
export const LARGEST_STAMPED = 100n * 1024n * 1024n

/** A copy as far as a download asks for it. */
export type HeldCopy = {
  /** The address that it bears. */
  email: string
  state: "waiting" | "ready" | "unfit"
  createdAt: Date
}

/**
 * What somebody who fetches a file is given, by the copy that there is of it (null: none yet).
 * - copy: their own.
 * - wait: it is being made.
 * - published: the file as it was published, because it cannot be marked or was not marked in time: who has
 *   paid is never left without.
 * - ask: it must be asked for first; then they wait.
 */
export function chooseCopy(
  copy: HeldCopy | null,
  email: string,
  now: Date,
): "copy" | "wait" | "published" | "ask" {
  if (copy?.email !== email) return "ask"
  if (copy.state === "ready") return "copy"
  const waited = (now.getTime() - copy.createdAt.getTime()) / 1000
  return copy.state === "waiting" && waited < COPY_PATIENCE ? "wait" : "published"
}

/** What stands at the foot of each page: who the copy is for, and where it is from. */
export function stampLine(email: string, shopName: string): string {
  return `${email} · ${shopName}`
}

/** Why a PDF cannot be written on. */
export type Obstacle = "encrypted" | "signed" | "too-large" | "broken"

/** An obstacle in words, for whoever gets the file as it was published. */
export const obstacles: Record<Obstacle, string> = {
  encrypted: "it is protected against changes",
  signed: "it is signed, and writing on it would break its signature",
  "too-large": `it is larger than ${LARGEST_STAMPED / 1024n / 1024n} MB`,
  broken: "it could not be read whole",
}

/** The visible part of a page, in points, by two opposite corners in any order. */
export type Box = { x0: number; y0: number; x1: number; y1: number }

/** Maps (0, 0)–(width, height) of the stamp onto the page, as PDF writes it: [a b c d e f]. */
export type Matrix = readonly [number, number, number, number, number, number]

const MARGIN = 10

/**
 * Where a stamp goes: in the middle of the foot of the page as it is seen, upright, and smaller where the page
 * is narrower than it.
 * @param rotation degrees by which the page is turned clockwise when shown (ISO 32000-1, 7.7.3.3)
 * @param stamp its size in points
 */
export function placeStamp(
  box: Box,
  rotation: number,
  stamp: { width: number; height: number },
): Matrix {
  const [left, right] = [Math.min(box.x0, box.x1), Math.max(box.x0, box.x1)]
  const [bottom, top] = [Math.min(box.y0, box.y1), Math.max(box.y0, box.y1)]
  const turn = (((Math.round(rotation / 90) * 90) % 360) + 360) % 360
  // The corner of the page that is seen at the lower left, and where "to the right" leads from there.
  const seen = {
    0: { x: left, y: bottom, along: [1, 0] },
    90: { x: right, y: bottom, along: [0, 1] },
    180: { x: right, y: top, along: [-1, 0] },
    270: { x: left, y: top, along: [0, -1] },
  }[turn] ?? { x: left, y: bottom, along: [1, 0] }
  const [ax = 1, ay = 0] = seen.along
  const width = turn % 180 === 0 ? right - left : top - bottom
  const height = turn % 180 === 0 ? top - bottom : right - left
  const scale = Math.max(0, Math.min(1, (width - 2 * MARGIN) / stamp.width))
  const across = (width - stamp.width * scale) / 2
  const up = Math.max(0, Math.min(MARGIN, height - stamp.height * scale))
  // "Upwards" is "to the right", a quarter turn on.
  const e = seen.x + ax * across - ay * up
  const f = seen.y + ay * across + ax * up
  return [ax * scale, ay * scale, -ay * scale, ax * scale, e, f]
}
